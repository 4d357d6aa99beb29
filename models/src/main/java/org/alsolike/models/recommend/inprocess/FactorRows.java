package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.alsolike.models.recommend.kernel.rows.RowKernel;

/**
 * The vectors of one side, customers or items, one after the other. Their number is filled up with
 * rows of zeros, and each row too, so that kernels need not mind ends.
 */
final class FactorRows {

  private static final int ROWS_PER_TASK = 256;

  /** Few, as each takes the square of the rank; fixed, as sums are added in their order. */
  private static final int GRAM_TASKS = 16;

  /** So many rows are summed in single precision before they are added in double. */
  private static final int ROWS_PER_SUM = 256;

  final int rows;
  final int width;
  final float[] values;
  private final RowKernel kernel;

  private FactorRows(int rows, int width, RowKernel kernel) {
    this.rows = rows;
    this.width = width;
    this.kernel = kernel;
    values = new float[Math.toIntExact(numbers(rows, width))];
  }

  static FactorRows zeros(int rows, int rank, RowKernel kernel) {
    return new FactorRows(rows, RowKernel.width(rank), kernel);
  }

  /** Of length one on average. */
  static FactorRows random(int rows, int rank, long seed, RowKernel kernel) {
    FactorRows made = zeros(rows, rank, kernel);
    SplittableRandom random = new SplittableRandom(seed);
    double scale = Math.sqrt(12.0 / rank);
    for (int row = 0; row < rows; row++) {
      for (int at = 0; at < rank; at++) {
        made.values[row * made.width + at] = (float) ((random.nextDouble() - 0.5) * scale);
      }
    }
    return made;
  }

  /** How many numbers are held for so many rows. */
  static long numbers(long rows, int width) {
    long whole = (rows + RowKernel.ROWS_STEP - 1) / RowKernel.ROWS_STEP * RowKernel.ROWS_STEP;
    return whole * width;
  }

  int start(int row) {
    return row * width;
  }

  /** The products of the columns with each other, rank x rank. */
  double[][] gram(int rank, int threads) {
    double[][] parts = new double[GRAM_TASKS][];
    int rowsPerTask = (rows + GRAM_TASKS - 1) / GRAM_TASKS;
    Parallel.forEach(
        GRAM_TASKS,
        threads,
        task ->
            parts[task] = partOfGram(task * rowsPerTask, Math.min((task + 1) * rowsPerTask, rows)));
    double[][] gram = new double[rank][rank];
    for (double[] part : parts) {
      for (int row = 0; row < rank; row++) {
        for (int column = row; column < rank; column++) {
          gram[row][column] += part[row * width + column];
          gram[column][row] = gram[row][column];
        }
      }
    }
    return gram;
  }

  private double[] partOfGram(int first, int end) {
    double[] sums = new double[width * width];
    float[] part = new float[width * width];
    for (int row = first; row < end; row += ROWS_PER_SUM) {
      Arrays.fill(part, 0f);
      kernel.addSquares(values, start(row), Math.min(ROWS_PER_SUM, end - row), width, part);
      for (int at = 0; at < sums.length; at++) {
        sums[at] += part[at];
      }
    }
    return sums;
  }

  /**
   * Multiplies each row by a square.
   *
   * @param square {@code width x width}
   */
  void multiply(float[] square, int threads) {
    int whole = values.length / width;
    Parallel.forEach(
        (whole + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        threads,
        task -> {
          int first = task * ROWS_PER_TASK;
          int count = Math.min(ROWS_PER_TASK, whole - first);
          float[] products = new float[count * width];
          kernel.multiply(values, start(first), count, width, square, products);
          System.arraycopy(products, 0, values, start(first), products.length);
        });
  }
}
