package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How much holding one item speaks for another: a sparse matrix of items x items that holds, in the
 * row of an item, the weights with which it votes. Its arrays are all there is to save.
 *
 * @param rows as many rows as columns
 */
public record ItemWeights(SparseMatrix rows) implements Serializable {

  public ItemWeights {
    if (rows.rows() != rows.columns()) {
      throw new IllegalArgumentException(
          "item weights must have as many rows as columns, but have %d rows and %d columns"
              .formatted(rows.rows(), rows.columns()));
    }
  }

  public int items() {
    return rows.columns();
  }

  /**
   * Writes each item's score for a customer: the sum of the votes of what the customer holds, added
   * in the order given. Threads may score at the same time.
   *
   * @param items what the customer holds, by item number
   * @param weights how strongly, one for each of {@code items}
   * @param scores one per item; what was there is overwritten
   */
  public void score(int[] items, float[] weights, float[] scores) {
    Profiles.require(items, weights, scores, items());
    Arrays.fill(scores, 0f);
    for (int held = 0; held < items.length; held++) {
      for (int at = rows.starts()[items[held]]; at < rows.starts()[items[held] + 1]; at++) {
        int item = rows.indices()[at];
        scores[item] = Math.fma(weights[held], rows.values()[at], scores[item]);
      }
    }
  }

  /** Of rows found one by one: the positions and weights of each. */
  public static ItemWeights of(int[][] positions, float[][] weights) {
    int[] starts = new int[positions.length + 1];
    for (int row = 0; row < positions.length; row++) {
      starts[row + 1] = Math.addExact(starts[row], positions[row].length);
    }
    int[] indices = new int[starts[positions.length]];
    float[] values = new float[indices.length];
    for (int row = 0; row < positions.length; row++) {
      System.arraycopy(positions[row], 0, indices, starts[row], positions[row].length);
      System.arraycopy(weights[row], 0, values, starts[row], positions[row].length);
    }
    return new ItemWeights(new SparseMatrix(positions.length, starts, indices, values));
  }
}
