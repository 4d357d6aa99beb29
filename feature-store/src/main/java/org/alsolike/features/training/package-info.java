/**
 * Examples for propensity models: what was known at past moments, and what happened in the time
 * after each. No example looks at or beyond the cut-off of the training.
 */
package org.alsolike.features.training;
