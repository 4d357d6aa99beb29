/**
 * Judges recommenders and propensity models on a window of time that no training step saw, and
 * decides by gates whether what was trained may be served. docs/evaluation.md has the formulas.
 */
package org.alsolike.models.evaluate;
