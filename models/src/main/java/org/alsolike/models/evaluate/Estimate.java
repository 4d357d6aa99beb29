package org.alsolike.models.evaluate;

import java.util.Optional;

/**
 * A figure and how sure it is.
 *
 * @param value NaN when there was no customer to measure it on
 * @param interval empty for figures that are counted, not sampled
 * @param customers how many it was measured on
 */
public record Estimate(double value, Optional<Interval> interval, long customers) {

  static Estimate counted(double value, long customers) {
    return new Estimate(value, Optional.empty(), customers);
  }
}
