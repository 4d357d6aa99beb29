package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** 6 x 16 sums at once, in four strips: they take 12 of 16 registers of 256 bits. */
record Tile256() implements VectorTile {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int STRIP = 16;

  @Override
  public void multiply(
      float[] customers, int customer, int rank, float[] panel, int item, float[] scores) {
    for (int column = 0; column < WIDTH; column += STRIP) {
      multiplyStrip(customers, customer, rank, panel, item + column, scores, column);
    }
  }

  /** Long as it is: the compiler keeps sums in registers only if they are local variables. */
  private static void multiplyStrip(
      float[] customers,
      int customer,
      int rank,
      float[] panel,
      int item,
      float[] scores,
      int column) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    FloatVector e0 = zero;
    FloatVector e1 = zero;
    FloatVector f0 = zero;
    FloatVector f1 = zero;
    for (int factor = 0; factor < rank; factor++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, panel, item);
      FloatVector x1 = FloatVector.fromArray(SPECIES, panel, item + 8);
      FloatVector a = FloatVector.broadcast(SPECIES, customers[customer]);
      a0 = a.fma(x0, a0);
      a1 = a.fma(x1, a1);
      FloatVector b = FloatVector.broadcast(SPECIES, customers[customer + 1]);
      b0 = b.fma(x0, b0);
      b1 = b.fma(x1, b1);
      FloatVector c = FloatVector.broadcast(SPECIES, customers[customer + 2]);
      c0 = c.fma(x0, c0);
      c1 = c.fma(x1, c1);
      FloatVector d = FloatVector.broadcast(SPECIES, customers[customer + 3]);
      d0 = d.fma(x0, d0);
      d1 = d.fma(x1, d1);
      FloatVector e = FloatVector.broadcast(SPECIES, customers[customer + 4]);
      e0 = e.fma(x0, e0);
      e1 = e.fma(x1, e1);
      FloatVector f = FloatVector.broadcast(SPECIES, customers[customer + 5]);
      f0 = f.fma(x0, f0);
      f1 = f.fma(x1, f1);
      customer += CUSTOMERS;
      item += WIDTH;
    }
    a0.intoArray(scores, column);
    a1.intoArray(scores, column + 8);
    b0.intoArray(scores, column + 64);
    b1.intoArray(scores, column + 72);
    c0.intoArray(scores, column + 128);
    c1.intoArray(scores, column + 136);
    d0.intoArray(scores, column + 192);
    d1.intoArray(scores, column + 200);
    e0.intoArray(scores, column + 256);
    e1.intoArray(scores, column + 264);
    f0.intoArray(scores, column + 320);
    f1.intoArray(scores, column + 328);
  }

  @Override
  public long above(float threshold, float[] scores, int at) {
    long above = 0;
    for (int column = 0; column < WIDTH; column += STRIP) {
      FloatVector low = FloatVector.fromArray(SPECIES, scores, at + column);
      FloatVector high = FloatVector.fromArray(SPECIES, scores, at + column + SPECIES.length());
      boolean any =
          low.compare(VectorOperators.GT, threshold)
              .or(high.compare(VectorOperators.GT, threshold))
              .anyTrue();
      if (any) {
        above |= VectorTile.above(threshold, scores, at, column, STRIP);
      }
    }
    return above;
  }
}
