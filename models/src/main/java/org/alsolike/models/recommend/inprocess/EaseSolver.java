package org.alsolike.models.recommend.inprocess;

import static org.alsolike.models.recommend.inprocess.SymmetricTiles.WIDTH;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Linear item weights with a closed form: each column of the customers x items matrix X is
 * predicted from all others by ridge regression (Steck 2019, "Embarrassingly Shallow Autoencoders
 * for Sparse Data", eq. 8),
 *
 * <pre>
 *   B = I - P diag(1 / diag(P)),  P = (X'X + lambda I)^-1
 * </pre>
 *
 * so that the diagonal of B is zero. Time grows with the cube of the items and memory with their
 * square, whatever the number of customers.
 *
 * @param lambda added to the diagonal, in the unit of X'X: with entries of 1, in customers
 */
public record EaseSolver(double lambda) {

  private static final double PER_CUBE_ROOT = 100;

  public EaseSolver {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda must be above 0 and finite, but is " + lambda);
    }
  }

  /**
   * With a lambda that follows from the entries: {@value #PER_CUBE_ROOT} times the cube root of the
   * mean number of entries per item held, times the mean square of the entries' values. The rule is
   * empirical: the best lambda grows with how often an item is held, but more slowly, and NDCG
   * changes by a hundredth of itself or two where lambda is twice as large or half.
   *
   * @param held customers x items, of which at least one entry
   */
  public static EaseSolver forEntries(SparseMatrix held) {
    if (held.entries() == 0) {
      throw new IllegalArgumentException("entries must be at least 1, but are 0");
    }
    double squares = 0;
    for (int entry = 0; entry < held.entries(); entry++) {
      squares += (double) held.values()[entry] * held.values()[entry];
    }
    long items = Arrays.stream(held.columnLengths()).filter(length -> length > 0).count();
    double entriesPerItem = (double) held.entries() / items;
    return new EaseSolver(
        PER_CUBE_ROOT * StrictMath.cbrt(entriesPerItem) * squares / held.entries());
  }

  /**
   * How many items can be solved for in so much memory, of those that there are.
   *
   * @param kept how many weights are kept of each item
   * @param memoryLimit in bytes, of which {@link #bytes} is used
   */
  public static int mostWithin(int items, int kept, long memoryLimit) {
    int solvable = 0;
    int beyond = items + 1;
    while (beyond - solvable > 1) {
      int middle = (solvable + beyond) >>> 1;
      if (bytes(middle, kept) <= memoryLimit) {
        solvable = middle;
      } else {
        beyond = middle;
      }
    }
    return solvable;
  }

  /**
   * So many items held by most, ascending by number; of items held by equally many the smaller
   * number first.
   *
   * @param held customers x items
   */
  public static int[] mostHeld(SparseMatrix held, int items) {
    int[] holders = held.columnLengths();
    return IntStream.range(0, held.columns())
        .boxed()
        .sorted(Comparator.comparing(item -> -holders[item]))
        .limit(items)
        .mapToInt(item -> item)
        .sorted()
        .toArray();
  }

  /** A weight and its position, as they are found, and one after the other. */
  private static final int BYTES_PER_WEIGHT = 16;

  /**
   * How many bytes solving for so many items takes at most, beside the entries.
   *
   * @param kept how many weights are kept of each item
   */
  public static long bytes(int items, int kept) {
    return SymmetricTiles.bytes(items) + BYTES_PER_WEIGHT * (long) items * Math.min(kept, items);
  }

  /**
   * Learns the weights.
   *
   * @param held customers x items
   * @param threads how many threads work; the weights do not depend on it
   * @throws IllegalArgumentException when lambda is too small against the entries for single
   *     precision
   */
  public EaseWeights solve(SparseMatrix held, int threads) {
    Parallel.requireThreads(threads);
    if (held.columns() < 1) {
      throw new IllegalArgumentException("items must be at least 1, but are 0");
    }
    SymmetricTiles matrix = new SymmetricTiles(held.columns());
    SparseMatrix holders = held.transposed();
    int tileRows = matrix.tileRows();
    Parallel.forEach(tileRows, threads, task -> gram(held, holders, matrix, tileRows - 1 - task));
    Sweep.negatedInverse(matrix, threads);
    return new EaseWeights(matrix, threads);
  }

  /** Fills one tile row with X'X + lambda I, customers added in order. */
  private void gram(SparseMatrix held, SparseMatrix holders, SymmetricTiles matrix, int tileRow) {
    int end = Math.min((tileRow + 1) * WIDTH, matrix.size());
    for (int item = tileRow * WIDTH; item < end; item++) {
      int row = item % WIDTH;
      for (int at = holders.starts()[item]; at < holders.starts()[item + 1]; at++) {
        float weight = holders.values()[at];
        int customer = holders.indices()[at];
        int last = held.starts()[customer + 1];
        for (int own = held.starts()[customer]; own < last; own++) {
          int other = held.indices()[own];
          if (other >= end) {
            break;
          }
          float[] sums = matrix.tile(tileRow, other / WIDTH)[row];
          sums[other % WIDTH] = Math.fma(weight, held.values()[own], sums[other % WIDTH]);
        }
      }
      matrix.tile(tileRow, tileRow)[row][row] += (float) lambda;
    }
  }
}
