package org.alsolike.models.recommend.kernel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The vectors of all items ({@code size x rank}), packed for products with customers: panels of
 * {@value #WIDTH} items, each contiguous over the rank, so that inner loops run along items. The
 * last panel is filled up with zeros. The longest vectors come first: by Cauchy and Schwarz no
 * product is greater than the lengths multiplied, so that whoever goes over the panels in order may
 * stop once all that is left is too short (Teflioudi, Gemulla, Mykytiuk 2015, "LEMP: Fast Retrieval
 * of Large Entries in a Matrix Product").
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

  /** The item at each position. */
  private final int[] items;

  /** The position of each item. */
  private final int[] positions;

  /** Of each panel, the length of its first and longest vector. */
  private final double[] lengths;

  private ItemPanels(int size, int rank, float largest, float[] packed, int[] items) {
    this.size = size;
    this.rank = rank;
    this.largest = largest;
    this.packed = packed;
    this.items = items;
    positions = new int[size];
    for (int position = 0; position < size; position++) {
      positions[items[position]] = position;
    }
    lengths = new double[panels()];
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
    double[] lengths = new double[items.length];
    for (int item = 0; item < items.length; item++) {
      requireLength(items[item].length, rank, item);
      for (int factor = 0; factor < rank; factor++) {
        requireFinite(items[item][factor], item, factor);
        largest = Math.max(largest, Math.abs(items[item][factor]));
      }
      lengths[item] = length(items[item], 0, rank);
    }
    ItemPanels made = new ItemPanels(items.length, rank, largest, packed, longestFirst(lengths));
    made.pack(items, lengths);
    return made;
  }

  private static int[] longestFirst(double[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingDouble(item -> -lengths[item]))
        .mapToInt(item -> item)
        .toArray();
  }

  private void pack(float[][] vectors, double[] vectorLengths) {
    for (int position = 0; position < size; position++) {
      int start = start(position / WIDTH) + position % WIDTH;
      for (int factor = 0; factor < rank; factor++) {
        packed[start + factor * WIDTH] = vectors[items[position]][factor];
      }
    }
    for (int panel = 0; panel < lengths.length; panel++) {
      lengths[panel] = vectorLengths[items[panel * WIDTH]];
    }
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
      for (int position = first; position < Math.min(first + WIDTH, size); position++) {
        scores[items[position]] = sums[position - first];
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
    int position = positions[item];
    int start = start(position / WIDTH) + position % WIDTH;
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

  private static double length(float[] vectors, int from, int rank) {
    double squares = 0;
    for (int factor = 0; factor < rank; factor++) {
      squares += (double) vectors[from + factor] * vectors[from + factor];
    }
    return Math.sqrt(squares);
  }

  /**
   * What no product of the customer's vector with one of unit length exceeds, though it be rounded
   * at each step.
   *
   * @param customers vectors, one after the other
   */
  double bound(float[] customers, int customer) {
    double rounded = 1 + 1e-6 + rank * (double) Math.ulp(1f);
    return rounded * length(customers, customer * rank, rank);
  }

  /** The length of the longest vector of this panel and of all that follow. */
  double longest(int panel) {
    return lengths[panel];
  }

  /** The item at a position: panel times width plus column. */
  int item(int position) {
    return items[position];
  }

  /** Where an item lies. */
  int position(int item) {
    return positions[item];
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
