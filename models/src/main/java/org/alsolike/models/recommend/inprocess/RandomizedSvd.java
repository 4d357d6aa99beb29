package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;
import java.util.Random;

/**
 * The leading right singular vectors of a sparse matrix (Halko, Martinsson, Tropp 2011, "Finding
 * Structure with Randomness", algorithm 4.4): random directions are multiplied by {@code A'A} again
 * and again, made orthonormal after each time, and the matrix is diagonalised within what they span
 * (Rayleigh, Ritz). All in double precision.
 *
 * @param rank how many vectors
 * @param oversampling how many directions more are carried along
 * @param powerIterations how often the directions are multiplied before the last time
 * @param seed of the random directions
 */
record RandomizedSvd(int rank, int oversampling, int powerIterations, long seed) {

  /** Rows of A whose products are held at a time. */
  private static final int ROWS_AT_A_TIME = 8192;

  /** Below this part of a direction's length, what earlier directions leave of it is rounding. */
  private static final double NEGLIGIBLE = 1e-12;

  /**
   * Singular values, descending, and their right vectors.
   *
   * @param values as many as the rank, or fewer where the matrix has fewer that are not zero
   * @param vectors one row per column of the matrix, one column per value
   */
  record Result(double[] values, TallMatrix vectors) {}

  /** The directions, as they were, multiplied, and made orthonormal twice. */
  private static final int TALL_MATRICES = 4;

  /** Gram matrix, inverse and its transpose, and what diagonalising takes. */
  private static final int SMALL_MATRICES = 6;

  private static final int BYTES_PER_ARRAY = 24;

  /** How many bytes decomposing takes at most beside the matrix, which it holds twice. */
  long bytes(long rows, long columns) {
    long directions = Math.min(rank + oversampling, columns);
    long tall = TALL_MATRICES * columns + Math.min(rows, ROWS_AT_A_TIME);
    long small = SMALL_MATRICES * directions;
    return (tall + small) * (8 * directions + BYTES_PER_ARRAY);
  }

  /**
   * Decomposes a matrix.
   *
   * @param transposed the same matrix with a row per column
   */
  Result of(SparseMatrix matrix, SparseMatrix transposed, int threads) {
    int smaller = Math.min(matrix.rows(), matrix.columns());
    int directions = Math.min(rank + oversampling, smaller);
    TallMatrix span = orthonormal(random(matrix.columns(), directions), threads);
    for (int iteration = 0; iteration <= powerIterations; iteration++) {
      span = orthonormal(multiplied(matrix, transposed, span, threads), threads);
    }
    TallMatrix image = multiplied(matrix, transposed, span, threads);
    return ritz(span, image, threads);
  }

  private TallMatrix random(int rows, int columns) {
    Random random = new Random(seed);
    TallMatrix directions = TallMatrix.zeros(rows, columns);
    for (double[] row : directions.rows()) {
      for (int column = 0; column < columns; column++) {
        row[column] = random.nextGaussian();
      }
    }
    return directions;
  }

  /** {@code A'A} times a matrix, some rows of A at a time, added in their order. */
  private static TallMatrix multiplied(
      SparseMatrix matrix, SparseMatrix transposed, TallMatrix right, int threads) {
    TallMatrix sums = TallMatrix.zeros(right.rows().length, right.columns());
    int held = Math.min(ROWS_AT_A_TIME, matrix.rows());
    TallMatrix products = TallMatrix.zeros(held, right.columns());
    int[] next = transposed.starts().clone();
    for (int first = 0; first < matrix.rows(); first += ROWS_AT_A_TIME) {
      int start = first;
      int end = Math.min(first + ROWS_AT_A_TIME, matrix.rows());
      Parallel.forEach(
          end - start,
          threads,
          row -> {
            Arrays.fill(products.rows()[row], 0);
            addEntries(matrix, start + row, right, products.rows()[row]);
          });
      Parallel.forEach(
          sums.rows().length,
          threads,
          column -> {
            int at = next[column];
            for (; at < transposed.starts()[column + 1] && transposed.indices()[at] < end; at++) {
              double[] product = products.rows()[transposed.indices()[at] - start];
              TallMatrix.add(transposed.values()[at], product, sums.rows()[column]);
            }
            next[column] = at;
          });
    }
    return sums;
  }

  private static void addEntries(SparseMatrix matrix, int row, TallMatrix right, double[] sums) {
    for (int at = matrix.starts()[row]; at < matrix.starts()[row + 1]; at++) {
      TallMatrix.add(matrix.values()[at], right.rows()[matrix.indices()[at]], sums);
    }
  }

  /** Twice, because the first time leaves errors where directions are nearly alike. */
  private static TallMatrix orthonormal(TallMatrix directions, int threads) {
    TallMatrix once = directions.times(inverseRoot(directions, threads), threads);
    return once.times(inverseRoot(once, threads), threads);
  }

  /**
   * The inverse of R in {@code Y = Q R}, from the Cholesky factor R of {@code Y'Y}. A direction
   * that the earlier ones span becomes zero.
   */
  private static double[][] inverseRoot(TallMatrix directions, int threads) {
    double[][] gram = directions.transposedTimes(directions, threads);
    int size = gram.length;
    double[][] inverse = new double[size][size];
    for (int pivot = 0; pivot < size; pivot++) {
      inverse[pivot][pivot] = 1;
    }
    double[] lengths = new double[size];
    for (int at = 0; at < size; at++) {
      lengths[at] = gram[at][at];
    }
    for (int pivot = 0; pivot < size; pivot++) {
      boolean spanned = !(gram[pivot][pivot] > NEGLIGIBLE * lengths[pivot]);
      double scale = spanned ? 0 : 1 / Math.sqrt(gram[pivot][pivot]);
      for (int column = 0; column < size; column++) {
        gram[pivot][column] *= scale;
        inverse[pivot][column] *= scale;
      }
      for (int row = pivot + 1; row < size && !spanned; row++) {
        double factor = -gram[pivot][row];
        TallMatrix.add(factor, gram[pivot], gram[row]);
        TallMatrix.add(factor, inverse[pivot], inverse[row]);
      }
    }
    return transposed(inverse);
  }

  private Result ritz(TallMatrix span, TallMatrix image, int threads) {
    double[][] within = span.transposedTimes(image, threads);
    for (int row = 0; row < within.length; row++) {
      for (int column = 0; column < row; column++) {
        double mean = (within[row][column] + within[column][row]) / 2;
        within[row][column] = mean;
        within[column][row] = mean;
      }
    }
    Eigenpairs pairs = Eigenpairs.of(within);
    int found = 0;
    while (found < Math.min(rank, pairs.values().length)
        && pairs.values()[found] > NEGLIGIBLE * pairs.values()[0]) {
      found++;
    }
    double[] values = new double[found];
    double[][] leading = new double[found][];
    for (int at = 0; at < found; at++) {
      values[at] = Math.sqrt(pairs.values()[at]);
      leading[at] = pairs.vectors()[at];
    }
    TallMatrix vectors =
        found == 0
            ? TallMatrix.zeros(span.rows().length, 0)
            : span.times(transposed(leading), threads);
    return new Result(values, vectors);
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] turned = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < turned.length; column++) {
        turned[column][row] = matrix[row][column];
      }
    }
    return turned;
  }
}
