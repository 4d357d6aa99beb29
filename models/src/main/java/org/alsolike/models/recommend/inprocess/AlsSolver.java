package org.alsolike.models.recommend.inprocess;

import org.alsolike.models.recommend.kernel.rows.RowKernel;

/**
 * Matrix factorisation of implicit feedback by alternating least squares (Hu, Koren, Volinsky 2008,
 * "Collaborative Filtering for Implicit Feedback Datasets"), the objective that Spark MLlib has: a
 * pair with value w counts as a preference of 1 with confidence 1 + alpha w, every other pair as 0
 * with confidence 1, and the squared length of a vector is regularised by its row's number of pairs
 * n (Zhou et al. 2008). With the other side's vectors Y fixed, a row's vector x solves
 *
 * <pre>
 *   (Y'Y + alpha sum w y y' + regularization n) x = sum (1 + alpha w) y
 * </pre>
 *
 * <p>The objective does not change when both sides are rotated together. So before each half of an
 * iteration both are turned into the eigenvectors of Y'Y, which then is a diagonal: products with
 * it cost nothing, and it is a good preconditioner. The systems are solved by conjugate gradients
 * from the last iteration's vectors on (Takács, Pilászy, Tikk 2011, "Applications of the Conjugate
 * Gradient Method for Implicit Feedback Collaborative Filtering").
 *
 * @param rank length of a vector
 * @param iterations how often items and customers are solved for
 * @param seed of the first vectors
 */
public record AlsSolver(int rank, int iterations, double regularization, double alpha, long seed) {

  private static final int ROWS_PER_TASK = 128;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * How many bytes solving takes at most, beside the pairs: the vectors of both sides, as they are
   * solved for and as they are handed on, and the pairs once more.
   */
  public static long bytes(long customers, long items, long pairs, int rank) {
    int width = RowKernel.width(rank);
    long numbers = FactorRows.numbers(customers, width) + FactorRows.numbers(items, width);
    return 2 * numbers * Float.BYTES + pairs * (Integer.BYTES + Float.BYTES);
  }

  /**
   * Whether one array can hold so many pairs, and one the vectors of so many customers or items.
   */
  public static boolean holds(long customers, long items, long pairs, int rank) {
    long numbers = FactorRows.numbers(Math.max(customers, items), RowKernel.width(rank));
    return Math.max(pairs, numbers) <= LONGEST_ARRAY;
  }

  /**
   * Learns the vectors.
   *
   * @param held customers x items, values above 0
   * @param threads how many threads work; the vectors do not depend on it
   */
  public AlsFactors solve(SparseMatrix held, int threads) {
    return solve(held, threads, RowKernel.fastest());
  }

  AlsFactors solve(SparseMatrix held, int threads, RowKernel kernel) {
    Parallel.requireThreads(threads);
    SparseMatrix holders = held.transposed();
    FactorRows customers = FactorRows.random(held.rows(), rank, seed, kernel);
    FactorRows items = FactorRows.zeros(held.columns(), rank, kernel);
    for (int iteration = 0; iteration < iterations; iteration++) {
      solve(holders, customers, items, threads, kernel);
      solve(held, items, customers, threads, kernel);
    }
    return new AlsFactors(rank, items.width, customers.values, items.values);
  }

  /** Solves for one side while the other is fixed, but for a rotation of both. */
  private void solve(
      SparseMatrix pairs, FactorRows fixed, FactorRows solved, int threads, RowKernel kernel) {
    Eigenpairs shared = Eigenpairs.of(fixed.gram(rank, threads));
    float[] rotation = rotation(shared.vectors(), fixed.width);
    fixed.multiply(rotation, threads);
    solved.multiply(rotation, threads);
    float[] diagonal = new float[fixed.width];
    for (int at = 0; at < rank; at++) {
      diagonal[at] = (float) Math.max(shared.values()[at], 0);
    }
    Parallel.forEach(
        (solved.rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        threads,
        task -> {
          AlsRow row = new AlsRow(this, fixed, diagonal, kernel);
          int end = Math.min((task + 1) * ROWS_PER_TASK, solved.rows);
          for (int number = task * ROWS_PER_TASK; number < end; number++) {
            row.solve(pairs, number, solved);
          }
        });
  }

  private static float[] rotation(double[][] vectors, int width) {
    float[] square = new float[width * width];
    for (int column = 0; column < vectors.length; column++) {
      for (int row = 0; row < vectors.length; row++) {
        square[row * width + column] = (float) vectors[column][row];
      }
    }
    return square;
  }
}
