package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;

/**
 * Recommends by a low-pass filter on the graph of customers and items, in closed form (Shen et al.
 * 2021, "How Powerful is Graph Convolution for Recommendation?", GF-CF; Choi et al. 2023,
 * "Blurring-Sharpening Process Models for Collaborative Filtering"). With {@code A = C^-a X I^-b},
 * where C and I hold what each customer and item has in all, a customer's row of X is multiplied by
 *
 * <pre>
 *   A'A  +  lowPass I^-c V S V' I^c
 * </pre>
 *
 * the linear filter, which lets each item speak for those held together with it, and the leading
 * right singular vectors V of A, weighed by their singular values to a power, which let only what
 * many customers share pass. Of the linear filter each item's largest weights are kept.
 *
 * @param rank how many singular vectors; fewer where the data has fewer
 * @param lowPass weight of the low-pass filter against the linear one
 * @param customerExponent a: how far customers with much are scaled down, 0.5 in GF-CF
 * @param itemExponent b: how far popular items are scaled down, 0.5 in GF-CF
 * @param scaleExponent c: how far the low-pass filter's scores follow popularity, 0.5 in GF-CF
 * @param spectralExponent the power of the singular values, 0 in GF-CF
 * @param neighbours how many weights of the linear filter are kept per item
 * @param powerIterations of the decomposition
 * @param seed of the decomposition
 */
public record GraphFilterSolver(
    int rank,
    double lowPass,
    double customerExponent,
    double itemExponent,
    double scaleExponent,
    double spectralExponent,
    int neighbours,
    int powerIterations,
    long seed) {

  private static final int ITEMS_PER_TASK = 64;

  public GraphFilterSolver {
    requireBetween("rank", rank, 1, 4096);
    requireBetween("low_pass", lowPass, 0, 1000);
    requireBetween("customer_exponent", customerExponent, 0, 2);
    requireBetween("item_exponent", itemExponent, 0, 2);
    requireBetween("scale_exponent", scaleExponent, 0, 2);
    requireBetween("spectral_exponent", spectralExponent, 0, 8);
    requireBetween("neighbours", neighbours, 1, 100000);
    requireBetween("power_iterations", powerIterations, 0, 100);
  }

  private static void requireBetween(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, but is %s".formatted(name, low, high, value));
    }
  }

  public static GraphFilterSolver defaults() {
    return new GraphFilterSolver(256, 0.3, 0.5, 0.5, 0.5, 0, 500, 3, 42);
  }

  private RandomizedSvd decomposition() {
    return new RandomizedSvd(rank, Math.max(10, rank / 8), powerIterations, seed);
  }

  /** Of an entry: that it is there, as it is normalised, and by item its customer and value. */
  private static final int BYTES_PER_ENTRY = 16;

  /** A weight and its position. */
  private static final int BYTES_PER_WEIGHT = 8;

  private static final int BYTES_PER_ARRAY = 24;

  /**
   * How many bytes learning takes at most beside the entries as they are given. Nothing of it but
   * the entries grows with the customers.
   */
  public long bytes(long customers, long items, long entries, int threads) {
    long kept = Math.min(neighbours, items);
    // Weights lie here twice: as they are found, and one after the other.
    long weights = items * (2 * BYTES_PER_WEIGHT * kept + 2 * BYTES_PER_ARRAY);
    long search = threads * (Float.BYTES * items + 2 * BYTES_PER_WEIGHT * kept);
    long vectors = items * (Float.BYTES * Math.min(rank, items) + BYTES_PER_ARRAY);
    long starts = Integer.BYTES * (customers + 4 * items) + Double.BYTES * items;
    return BYTES_PER_ENTRY * entries
        + weights
        + search
        + vectors
        + starts
        + decomposition().bytes(customers, items);
  }

  /**
   * Learns the filter.
   *
   * @param held customers x items, each value above 0
   * @param threads how many threads work; the filter does not depend on it
   */
  public FilterModel solve(SparseMatrix held, int threads) {
    Parallel.requireThreads(threads);
    double[] sums = new double[held.columns()];
    SparseMatrix matrix = normalised(held, sums);
    SparseMatrix transposed = matrix.transposed();
    ItemWeights linear = linear(matrix, transposed, threads);
    RandomizedSvd.Result found = decomposition().of(matrix, transposed, threads);
    return new FilterModel(linear, vectors(found), powers(sums, scaleExponent));
  }

  private SparseMatrix normalised(SparseMatrix held, double[] itemSums) {
    float[] values = held.values().clone();
    for (int entry = 0; entry < held.entries(); entry++) {
      if (!(values[entry] > 0 && values[entry] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "every value must be above 0 and finite, but entry %d is %s"
                .formatted(entry, values[entry]));
      }
      itemSums[held.indices()[entry]] += values[entry];
    }
    for (int row = 0; row < held.rows(); row++) {
      double sum = 0;
      for (int at = held.starts()[row]; at < held.starts()[row + 1]; at++) {
        sum += values[at];
      }
      for (int at = held.starts()[row]; at < held.starts()[row + 1]; at++) {
        double itemSum = itemSums[held.indices()[at]];
        double scale =
            StrictMath.pow(sum, customerExponent) * StrictMath.pow(itemSum, itemExponent);
        values[at] = (float) (values[at] / scale);
      }
    }
    return new SparseMatrix(held.columns(), held.starts(), held.indices(), values);
  }

  private static float[] powers(double[] sums, double exponent) {
    float[] powers = new float[sums.length];
    for (int item = 0; item < sums.length; item++) {
      powers[item] = sums[item] > 0 ? (float) StrictMath.pow(sums[item], exponent) : 0f;
    }
    return powers;
  }

  private float[][] vectors(RandomizedSvd.Result found) {
    int kept = found.values().length;
    float[][] vectors = new float[found.vectors().rows().length][kept];
    double[] roots = new double[kept];
    for (int at = 0; at < kept; at++) {
      roots[at] = Math.sqrt(lowPass * StrictMath.pow(found.values()[at], spectralExponent));
    }
    for (int item = 0; item < vectors.length; item++) {
      for (int at = 0; at < kept; at++) {
        vectors[item][at] = (float) (roots[at] * found.vectors().rows()[item][at]);
      }
    }
    return vectors;
  }

  private ItemWeights linear(SparseMatrix matrix, SparseMatrix transposed, int threads) {
    int items = matrix.columns();
    int[][] positions = new int[items][];
    float[][] weights = new float[items][];
    Parallel.forEach(
        (items + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK,
        threads,
        task -> {
          float[] sums = new float[items];
          LargestWeights largest = new LargestWeights(Math.min(neighbours, items));
          int end = Math.min((task + 1) * ITEMS_PER_TASK, items);
          for (int item = task * ITEMS_PER_TASK; item < end; item++) {
            Arrays.fill(sums, 0f);
            addGramRow(matrix, transposed, item, sums);
            largest.clear();
            for (int other = 0; other < items; other++) {
              largest.offer(other, sums[other]);
            }
            positions[item] = largest.positions();
            weights[item] = LargestWeights.weights(positions[item], sums);
          }
        });
    return ItemWeights.of(positions, weights);
  }

  /** Adds one row of A'A, customers in order. */
  private static void addGramRow(
      SparseMatrix matrix, SparseMatrix transposed, int item, float[] sums) {
    for (int at = transposed.starts()[item]; at < transposed.starts()[item + 1]; at++) {
      float value = transposed.values()[at];
      int customer = transposed.indices()[at];
      int end = matrix.starts()[customer + 1];
      for (int own = matrix.starts()[customer]; own < end; own++) {
        int other = matrix.indices()[own];
        sums[other] = Math.fma(value, matrix.values()[own], sums[other]);
      }
    }
  }
}
