/** Figures of the serving stores: publishing, reading, and publishers killed at random moments. */
package org.alsolike.benchmarks.serving;
