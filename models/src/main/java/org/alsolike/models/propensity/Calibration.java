package org.alsolike.models.propensity;

/** A fitted map from a model's score (log-odds) to a probability. */
sealed interface Calibration permits PlattScaling, IsotonicRegression {

  double probability(double score);
}
