package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The inner kernel of factor models: one customer's vector against every item's. Item vectors lie
 * in panels of {@value #WIDTH} items, each panel contiguous over the rank, so that the inner loop
 * runs along items. Each product is added over the rank in order, with fused multiply-add: its bits
 * depend neither on the machine nor on how items or customers are split.
 */
final class FactorPanels implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int WIDTH = 64;

  private final int size;
  private final int rank;
  private final float[] packed;

  /**
   * @param items one vector of length {@code rank} per item
   */
  FactorPanels(float[][] items, int rank) {
    this.size = items.length;
    this.rank = rank;
    int panels = (size + WIDTH - 1) / WIDTH;
    packed = new float[Math.multiplyExact(panels * WIDTH, rank)];
    for (int item = 0; item < size; item++) {
      int start = item / WIDTH * WIDTH * rank + item % WIDTH;
      for (int factor = 0; factor < rank; factor++) {
        packed[start + factor * WIDTH] = items[item][factor];
      }
    }
  }

  /** Writes the product of {@code customer} with each item's vector. */
  void multiply(float[] customer, double[] scores) {
    float[] sums = new float[WIDTH];
    for (int first = 0; first < size; first += WIDTH) {
      Arrays.fill(sums, 0f);
      for (int factor = 0; factor < rank; factor++) {
        addPanelRow(sums, customer[factor], first * rank + factor * WIDTH);
      }
      for (int item = first; item < Math.min(first + WIDTH, size); item++) {
        scores[item] = sums[item - first];
      }
    }
  }

  private void addPanelRow(float[] sums, float factor, int row) {
    for (int column = 0; column < WIDTH; column++) {
      sums[column] = Math.fma(factor, packed[row + column], sums[column]);
    }
  }
}
