package org.alsolike.models.propensity;

/** How scores become probabilities that can be added up. */
public enum CalibrationMethod {
  /** A sigmoid of the score: two numbers, steady on few rows. */
  PLATT {
    @Override
    Calibration fit(double[] scores, boolean[] outcomes) {
      return PlattScaling.fit(scores, outcomes);
    }
  },
  /** Any rising curve: follows the data more closely and needs more rows. */
  ISOTONIC {
    @Override
    Calibration fit(double[] scores, boolean[] outcomes) {
      return IsotonicRegression.fit(scores, outcomes);
    }
  };

  abstract Calibration fit(double[] scores, boolean[] outcomes);
}
