package org.alsolike.models.tune;

import java.util.Optional;

/**
 * How good a trial was on a share of the customers.
 *
 * @param share above 0, 1 for all customers
 * @param value higher is better; NaN where the trial was refused
 * @param seconds that it took when it was judged, be it in an earlier search
 * @param refusal why the values could not be tried; empty when they were
 */
public record Judged(
    Trial trial, double share, double value, double seconds, Optional<String> refusal) {

  /** Refused trials are worse than all others; between equals the earlier is better. */
  boolean betterThan(Judged other) {
    if (Double.isNaN(value) || Double.isNaN(other.value)) {
      return !Double.isNaN(value) || (Double.isNaN(other.value) && before(other));
    }
    return value > other.value || (value == other.value && before(other));
  }

  private boolean before(Judged other) {
    return trial.number() < other.trial.number();
  }
}
