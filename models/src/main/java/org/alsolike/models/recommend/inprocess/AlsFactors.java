package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;

/**
 * A vector for each customer and item; the product of two says how much the customer would like the
 * item. Rows lie one after the other, {@code width} numbers apart, of which the first {@code rank}
 * are used.
 */
public record AlsFactors(int rank, int width, float[] customers, float[] items) {

  public float[] customer(int number) {
    return row(customers, number);
  }

  public float[] item(int number) {
    return row(items, number);
  }

  private float[] row(float[] rows, int number) {
    return Arrays.copyOfRange(rows, number * width, number * width + rank);
  }
}
