package org.alsolike.models.recommend.kernel;

/**
 * Six customers against the {@value ItemPanels#WIDTH} items of a panel, in the registers of the
 * JVM's vector module. Classes that implement it may be touched only where that module is there.
 */
interface VectorTile {

  int CUSTOMERS = 6;

  /**
   * Writes the products.
   *
   * @param customers the factors of six customers side by side ({@code rank x 6}), from {@code
   *     customer} on
   * @param panel the factors of the panel's items side by side ({@code rank x 64}), from {@code
   *     item} on
   * @param scores {@code 6 x 64}
   */
  void multiply(float[] customers, int customer, int rank, float[] panel, int item, float[] scores);

  /** Which of the 64 scores from {@code at} on are above the threshold: one bit per column. */
  long above(float threshold, float[] scores, int at);

  /** The same for a few scores, one by one. */
  static long above(float threshold, float[] scores, int at, int column, int count) {
    long above = 0;
    for (int next = column; next < column + count; next++) {
      if (scores[at + next] > threshold) {
        above |= 1L << next;
      }
    }
    return above;
  }
}
