package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Who holds what, and how strongly: one row per customer and one column per item, in compressed
 * rows. Within a row the columns ascend, so that sums over a row run in one order. Its arrays are
 * not copied and must not be changed.
 *
 * @param columns how many columns there are
 * @param starts where each row's entries begin, and at the end how many there are: {@code rows + 1}
 *     numbers
 * @param indices the column of each entry
 * @param values the value of each entry
 */
public record SparseMatrix(int columns, int[] starts, int[] indices, float[] values)
    implements Serializable {

  public SparseMatrix {
    int entries = starts[starts.length - 1];
    if (starts[0] != 0 || entries > indices.length || entries > values.length) {
      throw new IllegalArgumentException(
          "starts must lead from 0 to at most the %d entries, but leads from %d to %d"
              .formatted(Math.min(indices.length, values.length), starts[0], entries));
    }
  }

  public int rows() {
    return starts.length - 1;
  }

  public int entries() {
    return starts[rows()];
  }

  /** How many entries a row has. */
  public int length(int row) {
    return starts[row + 1] - starts[row];
  }

  /** How many entries each column has. */
  public int[] columnLengths() {
    int[] lengths = new int[columns];
    for (int entry = 0; entry < entries(); entry++) {
      lengths[indices[entry]]++;
    }
    return lengths;
  }

  /** One row per column; takes as much memory again. */
  public SparseMatrix transposed() {
    int[] next = new int[columns + 1];
    int[] lengths = columnLengths();
    for (int column = 0; column < columns; column++) {
      next[column + 1] = next[column] + lengths[column];
    }
    int[] transposedStarts = next.clone();
    int[] transposedIndices = new int[entries()];
    float[] transposedValues = new float[entries()];
    for (int row = 0; row < rows(); row++) {
      for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
        int at = next[indices[entry]]++;
        transposedIndices[at] = row;
        transposedValues[at] = values[entry];
      }
    }
    return new SparseMatrix(rows(), transposedStarts, transposedIndices, transposedValues);
  }

  /**
   * The entries of some columns, which are numbered anew from 0 in the order given.
   *
   * @param kept ascending column numbers
   */
  public SparseMatrix onlyColumns(int[] kept) {
    int[] numbers = new int[columns];
    Arrays.fill(numbers, -1);
    for (int column = 0; column < kept.length; column++) {
      numbers[kept[column]] = column;
    }
    int[] keptStarts = new int[starts.length];
    int[] keptIndices = new int[entries()];
    float[] keptValues = new float[entries()];
    int next = 0;
    for (int row = 0; row < rows(); row++) {
      for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
        if (numbers[indices[entry]] >= 0) {
          keptIndices[next] = numbers[indices[entry]];
          keptValues[next++] = values[entry];
        }
      }
      keptStarts[row + 1] = next;
    }
    return new SparseMatrix(
        kept.length, keptStarts, Arrays.copyOf(keptIndices, next), Arrays.copyOf(keptValues, next));
  }

  /** The same entries, each with the value 1: whether, not how strongly. */
  public SparseMatrix binary() {
    float[] ones = new float[entries()];
    Arrays.fill(ones, 1f);
    return new SparseMatrix(columns, starts, indices, ones);
  }
}
