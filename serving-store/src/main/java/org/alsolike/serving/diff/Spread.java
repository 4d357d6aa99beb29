package org.alsolike.serving.diff;

/**
 * Quantiles of many shares between 0 and 1, to a thousandth, in constant room and whatever their
 * order.
 */
final class Spread {

  private static final int STEPS = 1000;

  private final long[] counts = new long[STEPS + 1];
  private long all;

  void add(double share) {
    counts[(int) Math.round(Math.max(0, Math.min(1, share)) * STEPS)]++;
    all++;
  }

  /** The least value that at least this share of the values does not exceed; NaN of nothing. */
  private double quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * all));
    long passed = 0;
    for (int step = 0; step <= STEPS; step++) {
      passed += counts[step];
      if (passed >= wanted) {
        return (double) step / STEPS;
      }
    }
    return Double.NaN;
  }

  Quantiles quantiles() {
    return new Quantiles(
        quantile(0.05), quantile(0.25), quantile(0.5), quantile(0.75), quantile(0.95));
  }
}
