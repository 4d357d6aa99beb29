package org.alsolike.models.recommend.kernel.rows;

/**
 * The loop in which solvers spend their time in plain Java: multiples of four rows are added to a
 * row of sums, all of {@value #WIDTH} numbers. Its form is what the JIT compiler (17) turns into
 * vector instructions: each row an array of its own, one row of sums, a constant length. With the
 * arrays' own length it takes half as long again, with four rows of sums, or eight rows, four times
 * as long.
 */
public final class FourRows {

  /** A multiple of four. Three squares of this width fit into a core's second cache. */
  public static final int WIDTH = 256;

  private FourRows() {}

  /** Adds row by row with fused multiply-add, so that the bits are the same on every machine. */
  public static void add(
      float factor0,
      float factor1,
      float factor2,
      float factor3,
      float[][] rows,
      int first,
      float[] sums) {
    float[] row0 = rows[first];
    float[] row1 = rows[first + 1];
    float[] row2 = rows[first + 2];
    float[] row3 = rows[first + 3];
    for (int at = 0; at < WIDTH; at++) {
      float sum = Math.fma(factor0, row0[at], sums[at]);
      sum = Math.fma(factor1, row1[at], sum);
      sum = Math.fma(factor2, row2[at], sum);
      sums[at] = Math.fma(factor3, row3[at], sum);
    }
  }
}
