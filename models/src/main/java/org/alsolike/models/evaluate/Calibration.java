package org.alsolike.models.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well predicted probabilities agree with what came true. Takes groups of equal probability,
 * highest first, so that sums run in one order.
 */
final class Calibration {

  private static final int DECILES = 10;

  /** Probabilities nearer to 0 or 1 count as this near in the log loss, which would be infinite. */
  private static final double NEAREST = 1e-15;

  private final long customers;
  private final long[] size = new long[DECILES];
  private final long[] outcomes = new long[DECILES];
  private final double[] predicted = new double[DECILES];
  private long above;
  private double logLoss;
  private double squares;

  Calibration(long customers) {
    this.customers = customers;
  }

  void add(double probability, long groupCustomers, long groupOutcomes) {
    long without = groupCustomers - groupOutcomes;
    double inside = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
    logLoss -= groupOutcomes * StrictMath.log(inside) + without * StrictMath.log1p(-inside);
    squares +=
        groupOutcomes * (1 - probability) * (1 - probability) + without * probability * probability;

    int decile = decileOf(groupCustomers);
    size[decile] += groupCustomers;
    outcomes[decile] += groupOutcomes;
    predicted[decile] += groupCustomers * probability;
    above += groupCustomers;
  }

  /** A group lies where its middle lies: 9 for the highest tenth, 0 for the lowest. */
  private int decileOf(long groupCustomers) {
    long twiceMiddle = 2 * above + groupCustomers;
    return DECILES - 1 - (int) Math.min(DECILES - 1, DECILES * twiceMiddle / (2 * customers));
  }

  double logLoss() {
    return logLoss / customers;
  }

  /** Brier 1950: the mean squared difference of probability and outcome. */
  double brier() {
    return squares / customers;
  }

  /** Naeini et al. 2015, over deciles of equal size instead of bins of equal width. */
  double expectedError() {
    double error = 0;
    for (ReliabilityDecile row : reliability()) {
      error += row.customers() * Math.abs(row.predicted() - row.observed());
    }
    return error / customers;
  }

  List<ReliabilityDecile> reliability() {
    List<ReliabilityDecile> rows = new ArrayList<>();
    for (int decile = 0; decile < DECILES; decile++) {
      if (size[decile] > 0) {
        double n = size[decile];
        rows.add(
            new ReliabilityDecile(
                decile + 1, size[decile], predicted[decile] / n, outcomes[decile] / n));
      }
    }
    return rows;
  }
}
