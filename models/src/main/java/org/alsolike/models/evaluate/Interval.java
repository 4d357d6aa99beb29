package org.alsolike.models.evaluate;

import java.util.Locale;

/** The middle 95 % of what bootstrap replicates gave. */
public record Interval(double low, double high) {

  private static final double LOWER_TAIL = 0.025;

  /**
   * Between the 2.5 % and the 97.5 % quantile, interpolated linearly between order statistics
   * (Hyndman, Fan 1996, type 7).
   *
   * @param sorted ascending, at least one
   */
  static Interval of(double[] sorted) {
    return new Interval(quantile(sorted, LOWER_TAIL), quantile(sorted, 1 - LOWER_TAIL));
  }

  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** True when the whole interval lies above 0. */
  public boolean aboveZero() {
    return low > 0;
  }

  /** As in {@code 0.091 .. 0.103}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f .. %.3f", low, high);
  }
}
