package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** All 6 x 64 sums at once: they take 24 of 32 registers of 512 bits. */
record Tile512() implements VectorTile {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

  /** Long as it is: the compiler keeps sums in registers only if they are local variables. */
  @Override
  public void multiply(
      float[] customers, int customer, int rank, float[] panel, int item, float[] scores) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector a2 = zero;
    FloatVector a3 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector b2 = zero;
    FloatVector b3 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector c2 = zero;
    FloatVector c3 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    FloatVector d2 = zero;
    FloatVector d3 = zero;
    FloatVector e0 = zero;
    FloatVector e1 = zero;
    FloatVector e2 = zero;
    FloatVector e3 = zero;
    FloatVector f0 = zero;
    FloatVector f1 = zero;
    FloatVector f2 = zero;
    FloatVector f3 = zero;
    for (int factor = 0; factor < rank; factor++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, panel, item);
      FloatVector x1 = FloatVector.fromArray(SPECIES, panel, item + 16);
      FloatVector x2 = FloatVector.fromArray(SPECIES, panel, item + 32);
      FloatVector x3 = FloatVector.fromArray(SPECIES, panel, item + 48);
      FloatVector a = FloatVector.broadcast(SPECIES, customers[customer]);
      a0 = a.fma(x0, a0);
      a1 = a.fma(x1, a1);
      a2 = a.fma(x2, a2);
      a3 = a.fma(x3, a3);
      FloatVector b = FloatVector.broadcast(SPECIES, customers[customer + 1]);
      b0 = b.fma(x0, b0);
      b1 = b.fma(x1, b1);
      b2 = b.fma(x2, b2);
      b3 = b.fma(x3, b3);
      FloatVector c = FloatVector.broadcast(SPECIES, customers[customer + 2]);
      c0 = c.fma(x0, c0);
      c1 = c.fma(x1, c1);
      c2 = c.fma(x2, c2);
      c3 = c.fma(x3, c3);
      FloatVector d = FloatVector.broadcast(SPECIES, customers[customer + 3]);
      d0 = d.fma(x0, d0);
      d1 = d.fma(x1, d1);
      d2 = d.fma(x2, d2);
      d3 = d.fma(x3, d3);
      FloatVector e = FloatVector.broadcast(SPECIES, customers[customer + 4]);
      e0 = e.fma(x0, e0);
      e1 = e.fma(x1, e1);
      e2 = e.fma(x2, e2);
      e3 = e.fma(x3, e3);
      FloatVector f = FloatVector.broadcast(SPECIES, customers[customer + 5]);
      f0 = f.fma(x0, f0);
      f1 = f.fma(x1, f1);
      f2 = f.fma(x2, f2);
      f3 = f.fma(x3, f3);
      customer += CUSTOMERS;
      item += WIDTH;
    }
    a0.intoArray(scores, 0);
    a1.intoArray(scores, 16);
    a2.intoArray(scores, 32);
    a3.intoArray(scores, 48);
    b0.intoArray(scores, 64);
    b1.intoArray(scores, 80);
    b2.intoArray(scores, 96);
    b3.intoArray(scores, 112);
    c0.intoArray(scores, 128);
    c1.intoArray(scores, 144);
    c2.intoArray(scores, 160);
    c3.intoArray(scores, 176);
    d0.intoArray(scores, 192);
    d1.intoArray(scores, 208);
    d2.intoArray(scores, 224);
    d3.intoArray(scores, 240);
    e0.intoArray(scores, 256);
    e1.intoArray(scores, 272);
    e2.intoArray(scores, 288);
    e3.intoArray(scores, 304);
    f0.intoArray(scores, 320);
    f1.intoArray(scores, 336);
    f2.intoArray(scores, 352);
    f3.intoArray(scores, 368);
  }

  /** Of most panels no score is above: hence one test for all of them at first. */
  @Override
  public long above(float threshold, float[] scores, int at) {
    VectorMask<Float> a = above(threshold, scores, at, 0);
    VectorMask<Float> b = above(threshold, scores, at, 16);
    VectorMask<Float> c = above(threshold, scores, at, 32);
    VectorMask<Float> d = above(threshold, scores, at, 48);
    if (!a.or(b).or(c.or(d)).anyTrue()) {
      return 0;
    }
    return (a.anyTrue() ? VectorTile.above(threshold, scores, at, 0, 16) : 0)
        | (b.anyTrue() ? VectorTile.above(threshold, scores, at, 16, 16) : 0)
        | (c.anyTrue() ? VectorTile.above(threshold, scores, at, 32, 16) : 0)
        | (d.anyTrue() ? VectorTile.above(threshold, scores, at, 48, 16) : 0);
  }

  private static VectorMask<Float> above(float threshold, float[] scores, int at, int column) {
    FloatVector some = FloatVector.fromArray(SPECIES, scores, at + column);
    return some.compare(VectorOperators.GT, threshold);
  }
}
