package org.alsolike.models.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Weighted sums of every metric in every bootstrap replicate, of all models and tasks at once, in
 * fixed point: sums of longs do not depend on the order of their terms.
 *
 * <p>Per cell an array of {@code metrics + 1} rows, the last for the weights themselves, by {@code
 * replicates + 1} columns, the first for the sample itself.
 */
final class ReplicateSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A value of 1 in fixed point: 32 binary digits, enough for 2 billion customers. */
  private static final double ONE = 0x1p32;

  /** Whose figures they are. */
  record Cell(String model, Task task, Slice slice, int k)
      implements Comparable<Cell>, Serializable {
    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::task)
            .thenComparing(Cell::slice)
            .thenComparing(Cell::model)
            .thenComparing(Cell::k);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }

  private final int metrics;
  private final long seed;
  private final int[] weights;
  private final Map<Cell, long[][]> sums = new TreeMap<>();
  private long customerHash;
  private boolean weighed;

  ReplicateSums(int metrics, int replicates, long seed) {
    this.metrics = metrics;
    this.seed = seed;
    this.weights = new int[replicates + 1];
  }

  /** Adds one customer's values, each between 0 and 1. Fast when a customer's cells follow. */
  ReplicateSums add(Cell cell, long hash, double[] values) {
    if (!weighed || hash != customerHash) {
      PoissonWeights.fill(weights, hash, seed);
      customerHash = hash;
      weighed = true;
    }
    long[][] rows = sums.computeIfAbsent(cell, c -> new long[metrics + 1][weights.length]);
    for (int metric = 0; metric < metrics; metric++) {
      addWeighted(rows[metric], Math.round(values[metric] * ONE));
    }
    addWeighted(rows[metrics], 1);
    return this;
  }

  private void addWeighted(long[] row, long value) {
    for (int replicate = 0; value != 0 && replicate < row.length; replicate++) {
      row[replicate] += weights[replicate] * value;
    }
  }

  ReplicateSums plus(ReplicateSums other) {
    other.sums.forEach(
        (cell, theirs) -> {
          long[][] ours = sums.computeIfAbsent(cell, c -> new long[metrics + 1][weights.length]);
          for (int row = 0; row < ours.length; row++) {
            int at = row;
            Arrays.setAll(ours[at], replicate -> ours[at][replicate] + theirs[at][replicate]);
          }
        });
    return this;
  }

  Iterable<Cell> cells() {
    return sums.keySet();
  }

  /** How many customers the cell holds. */
  long customers(Cell cell) {
    return Optional.ofNullable(sums.get(cell)).map(rows -> rows[metrics][0]).orElse(0L);
  }

  /**
   * The mean of a metric in the sample (place 0) and in each replicate; NaN where it drew nobody.
   */
  double[] means(Cell cell, int metric) {
    double[] means = new double[weights.length];
    Arrays.fill(means, Double.NaN);
    long[][] rows = sums.get(cell);
    for (int i = 0; rows != null && i < means.length; i++) {
      means[i] = rows[metrics][i] == 0 ? Double.NaN : rows[metric][i] / ONE / rows[metrics][i];
    }
    return means;
  }
}
