package org.alsolike.serving.values;

import java.math.BigDecimal;
import java.util.List;

/**
 * How likely a customer is to do what one propensity model predicts.
 *
 * @param probability calibrated, from 0 to 1; six decimals
 * @param percentile 1 to 100; 100 holds the most likely customers
 * @param reasons the strongest first
 */
public record Score(BigDecimal probability, int percentile, List<String> reasons) {

  public Score {
    probability = Exact.scaled(probability);
    reasons = List.copyOf(reasons);
    if (probability.signum() < 0 || probability.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "probability must be between 0 and 1, but is " + probability);
    }
    if (percentile < 1 || percentile > 100) {
      throw new IllegalArgumentException(
          "percentile must be between 1 and 100, but is " + percentile);
    }
  }

  /** Rounds the probability to six decimals, half to even. */
  public static Score of(double probability, int percentile, List<String> reasons) {
    return new Score(Exact.decimal("probability", probability), percentile, reasons);
  }
}
