/**
 * What was known about customers and items at a moment, and how strongly they belong together.
 * {@code AsOf} is the one place that applies the cut-off; everything else sees only what it lets
 * through.
 */
package org.alsolike.features;
