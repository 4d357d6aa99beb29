package org.alsolike.models.recommend.kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The vectors of all items ({@code size x rank}), packed for products with customers: panels of
 * {@value #WIDTH} items, each contiguous over the rank, so that inner loops run along items. The
 * last panel is filled up with zeros.
 *
 * <p>Every product, here and in each {@link TopKKernel}, is added over the rank in order, with
 * fused multiply-add in single precision: its bits depend neither on the machine nor on how items
 * or customers are split.
 */
public final class ItemPanels implements Serializable {

  static final int WIDTH = 64;

  private static final long serialVersionUID = 1L;

  private final int size;
  private final int rank;
  private final float largest;
  private final float[] packed;

  private ItemPanels(int size, int rank, float largest, float[] packed) {
    this.size = size;
    this.rank = rank;
    this.largest = largest;
    this.packed = packed;
  }

  /**
   * Packs a copy.
   *
   * @param items one vector of length {@code rank} per item
   * @throws IllegalArgumentException if a vector has another length or holds what is not finite
   */
  public static ItemPanels of(float[][] items, int rank) {
    int panels = (items.length + WIDTH - 1) / WIDTH;
    float[] packed = new float[Math.multiplyExact(panels * WIDTH, rank)];
    float largest = 0;
    for (int item = 0; item < items.length; item++) {
      requireLength(items[item].length, rank, item);
      int start = item / WIDTH * WIDTH * rank + item % WIDTH;
      for (int factor = 0; factor < rank; factor++) {
        float value = items[item][factor];
        requireFinite(value, item, factor);
        packed[start + factor * WIDTH] = value;
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return new ItemPanels(items.length, rank, largest, packed);
  }

  private static void requireLength(int length, int rank, int item) {
    if (length != rank) {
      throw new IllegalArgumentException(
          "the vector of item %d must have %d factors, but has %d".formatted(item, rank, length));
    }
  }

  private static void requireFinite(float value, int item, int factor) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "factor %d of item %d must be finite, but is %s".formatted(factor, item, value));
    }
  }

  /** How many items there are. */
  public int size() {
    return size;
  }

  /** Length of a vector. */
  public int rank() {
    return rank;
  }

  /** Writes the product of a customer's vector with each item's. */
  public void multiply(float[] customer, double[] scores) {
    float[] sums = new float[WIDTH];
    for (int panel = 0; panel < panels(); panel++) {
      int first = panel * WIDTH;
      Arrays.fill(sums, 0f);
      for (int factor = 0; factor < rank; factor++) {
        addRow(customer[factor], start(panel) + factor * WIDTH, sums);
      }
      for (int item = first; item < Math.min(first + WIDTH, size); item++) {
        scores[item] = sums[item - first];
      }
    }
  }

  private void addRow(float factor, int row, float[] sums) {
    for (int column = 0; column < WIDTH; column++) {
      sums[column] = Math.fma(factor, packed[row + column], sums[column]);
    }
  }

  /**
   * The product of one customer's vector with one item's.
   *
   * @param customers vectors, one after the other
   */
  public float product(float[] customers, int customer, int item) {
    int start = start(item / WIDTH) + item % WIDTH;
    float sum = 0;
    for (int factor = 0; factor < rank; factor++) {
      sum = Math.fma(customers[customer * rank + factor], packed[start + factor * WIDTH], sum);
    }
    return sum;
  }

  /**
   * Whether no product with a customer's vector can overflow, on whatever way there: what is not
   * finite has no place in an order.
   *
   * @param customers vectors, one after the other
   */
  public boolean givesFiniteProducts(float[] customers, int customer) {
    double absolute = 0;
    for (int factor = 0; factor < rank; factor++) {
      absolute += Math.abs((double) customers[customer * rank + factor]);
    }
    return absolute * largest <= Float.MAX_VALUE / 2;
  }

  int panels() {
    return (size + WIDTH - 1) / WIDTH;
  }

  /** Where a panel begins in {@link #packed}. */
  int start(int panel) {
    return panel * WIDTH * rank;
  }

  /** Not a copy: for kernels, which read it alone. */
  float[] packed() {
    return packed;
  }
}
