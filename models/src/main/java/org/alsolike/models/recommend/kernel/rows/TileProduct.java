package org.alsolike.models.recommend.kernel.rows;

import static org.alsolike.models.recommend.kernel.rows.VectorRows.SPECIES;
import static org.alsolike.models.recommend.kernel.rows.VectorRows.load;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowKernel#addProduct} with the JVM's vector module: sums of six rows stay in registers
 * over all steps. May be touched only where that module is there.
 */
final class TileProduct {

  private static final int LENGTH = SPECIES.length();
  private static final int COLUMNS = 2 * LENGTH;
  private static final int SIX = 6;

  private TileProduct() {}

  /** The right's columns are gathered, two registers at a time, to stay in a core's first cache. */
  static void add(float[][] left, float[][] right, int steps, int rows, float[][] sums) {
    int sixes = rows - rows % SIX;
    float[] panel = new float[steps * COLUMNS];
    for (int column = 0; column < FourRows.WIDTH; column += COLUMNS) {
      for (int step = 0; step < steps; step++) {
        System.arraycopy(right[step], column, panel, step * COLUMNS, COLUMNS);
      }
      for (int row = 0; row < sixes; row += SIX) {
        addSix(left, row, panel, steps, sums, column);
      }
    }
    PlainRows.addProduct(left, right, steps, sixes, rows, sums);
  }

  /** Two registers of six rows of sums: with what they are made of, they fill sixteen. */
  private static void addSix(
      float[][] left, int row, float[] panel, int steps, float[][] sums, int column) {
    float[] a = sums[row];
    float[] b = sums[row + 1];
    float[] c = sums[row + 2];
    float[] d = sums[row + 3];
    float[] e = sums[row + 4];
    float[] f = sums[row + 5];
    FloatVector a0 = load(a, column);
    FloatVector a1 = load(a, column + LENGTH);
    FloatVector b0 = load(b, column);
    FloatVector b1 = load(b, column + LENGTH);
    FloatVector c0 = load(c, column);
    FloatVector c1 = load(c, column + LENGTH);
    FloatVector d0 = load(d, column);
    FloatVector d1 = load(d, column + LENGTH);
    FloatVector e0 = load(e, column);
    FloatVector e1 = load(e, column + LENGTH);
    FloatVector f0 = load(f, column);
    FloatVector f1 = load(f, column + LENGTH);
    for (int step = 0; step < steps; step++) {
      FloatVector x0 = load(panel, step * COLUMNS);
      FloatVector x1 = load(panel, step * COLUMNS + LENGTH);
      float[] factors = left[step];
      FloatVector factor = FloatVector.broadcast(SPECIES, factors[row]);
      a0 = factor.fma(x0, a0);
      a1 = factor.fma(x1, a1);
      factor = FloatVector.broadcast(SPECIES, factors[row + 1]);
      b0 = factor.fma(x0, b0);
      b1 = factor.fma(x1, b1);
      factor = FloatVector.broadcast(SPECIES, factors[row + 2]);
      c0 = factor.fma(x0, c0);
      c1 = factor.fma(x1, c1);
      factor = FloatVector.broadcast(SPECIES, factors[row + 3]);
      d0 = factor.fma(x0, d0);
      d1 = factor.fma(x1, d1);
      factor = FloatVector.broadcast(SPECIES, factors[row + 4]);
      e0 = factor.fma(x0, e0);
      e1 = factor.fma(x1, e1);
      factor = FloatVector.broadcast(SPECIES, factors[row + 5]);
      f0 = factor.fma(x0, f0);
      f1 = factor.fma(x1, f1);
    }
    a0.intoArray(a, column);
    a1.intoArray(a, column + LENGTH);
    b0.intoArray(b, column);
    b1.intoArray(b, column + LENGTH);
    c0.intoArray(c, column);
    c1.intoArray(c, column + LENGTH);
    d0.intoArray(d, column);
    d1.intoArray(d, column + LENGTH);
    e0.intoArray(e, column);
    e1.intoArray(e, column + LENGTH);
    f0.intoArray(f, column);
    f1.intoArray(f, column + LENGTH);
  }
}
