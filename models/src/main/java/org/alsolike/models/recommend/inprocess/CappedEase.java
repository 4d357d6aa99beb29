package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;

/**
 * Item weights for more items than {@link EaseSolver} has memory for: it learns those of some, and
 * every other item, beyond them, is predicted from its nearest by the cosine (Sarwar et al. 2001)
 * among all items, as in SLIM with chosen features (Ning, Karypis 2011, "SLIM: Sparse Linear
 * Methods for Top-N Recommender Systems", section V). So that both kinds of scores have one unit,
 * the cosines c are multiplied by what makes the objective of {@link EaseSolver} least,
 *
 * <pre>
 *   a = c'X'x / (c'X'X c + lambda c'c)
 * </pre>
 *
 * for the item's column x. An item beyond speaks for a neighbour y among the solved by the ridge
 * regression on it alone, {@code x'y / (x'x + lambda)}.
 *
 * @param neighbours how many nearest predict an item beyond
 */
public record CappedEase(EaseSolver solver, int neighbours) {

  public CappedEase {
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours must be at least 1, but are " + neighbours);
    }
  }

  /** How many bytes predicting items beyond takes, beside the entries and what it results in. */
  public static long bytes(long customers, long items, int threads) {
    return threads * (NearestByCosine.BYTES_PER_NUMBER * (customers + items));
  }

  /**
   * Learns the weights.
   *
   * @param held customers x items, values above 0
   * @param solved the numbers of the items that are solved for, ascending
   * @param kept how many weights of largest magnitude are kept of each of them for the others
   * @param threads how many threads work; the weights do not depend on it
   */
  public ItemWeights solve(SparseMatrix held, int[] solved, int kept, int threads) {
    SparseMatrix among = solver.solve(held.onlyColumns(solved), threads).nearest(kept).rows();
    boolean[] beyond = new boolean[held.columns()];
    Arrays.fill(beyond, true);
    for (int item : solved) {
      beyond[item] = false;
    }
    var nearest = new NearestByCosine(held, held.transposed(), solver.lambda(), neighbours);
    var predicted = nearest.of(beyond, threads);

    int[][] positions = new int[held.columns()][];
    float[][] weights = new float[held.columns()][];
    SparseMatrix votes = predicted.byNeighbour();
    for (int number = 0, item = 0; item < beyond.length; item++) {
      Row own = beyond[item] ? predicted.alone(item, beyond) : Row.of(among, number++, solved);
      Row all = own.merged(Row.of(votes, item));
      positions[item] = all.positions();
      weights[item] = all.weights();
    }
    return ItemWeights.of(positions, weights);
  }

  /** A row's positions, ascending, and its weights. */
  record Row(int[] positions, float[] weights) {

    static Row of(SparseMatrix matrix, int row) {
      int from = matrix.starts()[row];
      int to = matrix.starts()[row + 1];
      return new Row(
          Arrays.copyOfRange(matrix.indices(), from, to),
          Arrays.copyOfRange(matrix.values(), from, to));
    }

    /** The same, of columns that have other numbers elsewhere. */
    static Row of(SparseMatrix matrix, int row, int[] numbers) {
      Row found = of(matrix, row);
      return new Row(
          Arrays.stream(found.positions).map(position -> numbers[position]).toArray(),
          found.weights);
    }

    /** With another one's entries, which lie at other positions. */
    Row merged(Row other) {
      int[] all = new int[positions.length + other.positions.length];
      float[] both = new float[all.length];
      int mine = 0;
      int theirs = 0;
      for (int at = 0; at < all.length; at++) {
        boolean fromMe =
            theirs == other.positions.length
                || mine < positions.length && positions[mine] < other.positions[theirs];
        all[at] = fromMe ? positions[mine] : other.positions[theirs];
        both[at] = fromMe ? weights[mine++] : other.weights[theirs++];
      }
      return new Row(all, both);
    }
  }
}
