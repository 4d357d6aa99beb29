package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;
import java.util.Random;

/** Customers drawn at random, and the same numbers as a dense matrix for oracles. */
final class Histories {

  private Histories() {}

  /** Each pair is held with a probability that falls with the item's number. */
  static SparseMatrix random(int customers, int items, double density, long seed) {
    Random random = new Random(seed);
    float[][] dense = new float[customers][items];
    for (float[] row : dense) {
      for (int item = 0; item < items; item++) {
        double probability = Math.min(1, 2 * density * (items - item) / items);
        row[item] = random.nextDouble() < probability ? 1 + random.nextInt(3) : 0;
      }
    }
    return of(dense);
  }

  static SparseMatrix of(float[]... dense) {
    int items = dense[0].length;
    int[] starts = new int[dense.length + 1];
    int[] indices = new int[dense.length * items];
    float[] values = new float[dense.length * items];
    int entries = 0;
    for (int row = 0; row < dense.length; row++) {
      for (int item = 0; item < items; item++) {
        if (dense[row][item] != 0) {
          indices[entries] = item;
          values[entries++] = dense[row][item];
        }
      }
      starts[row + 1] = entries;
    }
    return new SparseMatrix(items, starts, indices, values);
  }

  static double[][] dense(SparseMatrix matrix) {
    double[][] dense = new double[matrix.rows()][matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int at = matrix.starts()[row]; at < matrix.starts()[row + 1]; at++) {
        dense[row][matrix.indices()[at]] = matrix.values()[at];
      }
    }
    return dense;
  }

  /** The items a customer holds, as scoring takes them. */
  static int[] items(SparseMatrix held, int row) {
    return Arrays.copyOfRange(held.indices(), held.starts()[row], held.starts()[row + 1]);
  }

  static float[] weights(SparseMatrix held, int row) {
    return Arrays.copyOfRange(held.values(), held.starts()[row], held.starts()[row + 1]);
  }
}
