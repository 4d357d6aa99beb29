package org.alsolike.models.recommend.kernel.rows;

/**
 * Products over rows that lie one after the other in an array, each {@code width} numbers long and
 * filled up with zeros. Every sum runs in one order, with fused multiply-add, so that all kernels
 * give the same bits; they differ in speed alone, and one may be used by many threads.
 *
 * <p>A dot product is summed in {@value #LANES} lanes, number i in lane i modulo {@value #LANES},
 * and the lanes then by halves.
 */
public sealed interface RowKernel permits PlainRows, VectorRows {

  /** Widths are multiples of it. */
  int WIDTH_STEP = 32;

  /** Rows are taken so many at a time. */
  int ROWS_STEP = 4;

  /** In how many lanes a dot product is summed. */
  int LANES = 16;

  /** In plain Java, for every JVM. */
  static RowKernel plain() {
    return new PlainRows("plain Java");
  }

  /** The fastest that works in this JVM, probed once. */
  static RowKernel fastest() {
    return RowProbe.FASTEST;
  }

  /** The least multiple of {@link #WIDTH_STEP} that holds so many numbers. */
  static int width(int numbers) {
    return (numbers + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
  }

  /** What it is, and when it is not the fastest of all, why: one line. */
  String description();

  /** Writes a multiple of one row, and adds the squares of what was written. */
  void take(
      float[] from,
      int fromStart,
      float factor,
      float[] to,
      int toStart,
      float[] squares,
      int width);

  /**
   * Adds the rows' products with each other, {@code rows' rows}, to a square.
   *
   * @param count how many rows, added in order
   * @param square {@code width x width}; only its upper triangle is meant to be read afterwards
   */
  void addSquares(float[] rows, int start, int count, int width, float[] square);

  /**
   * Writes rows times a square.
   *
   * @param count how many rows, a multiple of {@link #ROWS_STEP}
   * @param square {@code width x width}
   * @param products as many rows, from the first number on
   */
  void multiply(float[] rows, int start, int count, int width, float[] square, float[] products);

  /**
   * Adds the product of two tiles, {@code left' right}: to each row r of the sums, over the steps
   * in order, {@code left[step][r] * right[step]}. Tiles are {@value FourRows#WIDTH} wide.
   *
   * @param left {@code steps x width}
   * @param right {@code steps x width}
   * @param steps how many there are, a multiple of {@link #ROWS_STEP}
   * @param rows how many rows of sums there are, at most the width
   * @param sums {@code rows x width}
   */
  void addProduct(float[][] left, float[][] right, int steps, int rows, float[][] sums);

  /**
   * Writes the sum of rows, each times its factor. Every fourth row is summed by itself, and the
   * four sums are then added, the first two and the last two first.
   *
   * @param count how many factors and rows
   * @param sums as wide as a row
   */
  void combine(float[] factors, int count, float[] rows, int width, float[] sums);

  /**
   * Adds to each product its direction times the diagonal.
   *
   * @return the dot product of direction and product
   */
  float curvature(float[] diagonal, ConjugateGradient system, int width);

  /**
   * Moves the solution so far along the direction, and the residual against the product.
   *
   * @return the dot product of the residual and the scaled one
   */
  float advance(float step, ConjugateGradient system, int width);

  /** The next direction: the scaled residual, and so much of the old direction. */
  void turn(float share, ConjugateGradient system, int width);
}
