package org.alsolike.models.recommend.kernel.rows;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the JVM's vector module, in registers of 512 or 256 bits. May be touched only where that
 * module is there.
 *
 * @param description of the kernel
 */
record VectorRows(String description) implements RowKernel {

  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() >= LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_256;
  private static final int LENGTH = SPECIES.length();

  /** Two registers side by side, of four rows: eight sums are at work at once. */
  private static final int TILE = 2 * LENGTH;

  static int registerBits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  @Override
  public void take(
      float[] from,
      int fromStart,
      float factor,
      float[] to,
      int toStart,
      float[] squares,
      int width) {
    for (int at = 0; at < width; at += LENGTH) {
      FloatVector taken = load(from, fromStart + at).mul(factor);
      taken.intoArray(to, toStart + at);
      taken.fma(taken, load(squares, at)).intoArray(squares, at);
    }
  }

  @Override
  public void addSquares(float[] rows, int start, int count, int width, float[] square) {
    for (int column = 0; column < width; column += TILE) {
      for (int row = 0; row < column + TILE; row += ROWS_STEP) {
        addTile(
            rows,
            start + row,
            1,
            width,
            rows,
            start + column,
            width,
            count,
            square,
            row * width + column);
      }
    }
  }

  @Override
  public void multiply(
      float[] rows, int start, int count, int width, float[] square, float[] products) {
    java.util.Arrays.fill(products, 0, count * width, 0f);
    for (int row = 0; row < count; row += ROWS_STEP) {
      for (int column = 0; column < width; column += TILE) {
        addTile(
            rows,
            start + row * width,
            width,
            1,
            square,
            column,
            width,
            width,
            products,
            row * width + column);
      }
    }
  }

  /**
   * Adds to four rows of sums, for each step, four numbers of the left times the same two registers
   * of the right.
   *
   * @param leftRow how far the left's four numbers lie from each other
   * @param leftStep how far its steps lie from each other
   */
  private static void addTile(
      float[] left,
      int leftStart,
      int leftRow,
      int leftStep,
      float[] right,
      int rightStart,
      int width,
      int steps,
      float[] sums,
      int at) {
    FloatVector a0 = load(sums, at);
    FloatVector a1 = load(sums, at + LENGTH);
    FloatVector b0 = load(sums, at + width);
    FloatVector b1 = load(sums, at + width + LENGTH);
    FloatVector c0 = load(sums, at + 2 * width);
    FloatVector c1 = load(sums, at + 2 * width + LENGTH);
    FloatVector d0 = load(sums, at + 3 * width);
    FloatVector d1 = load(sums, at + 3 * width + LENGTH);
    int from = leftStart;
    int with = rightStart;
    for (int step = 0; step < steps; step++) {
      FloatVector x0 = load(right, with);
      FloatVector x1 = load(right, with + LENGTH);
      FloatVector a = FloatVector.broadcast(SPECIES, left[from]);
      a0 = a.fma(x0, a0);
      a1 = a.fma(x1, a1);
      FloatVector b = FloatVector.broadcast(SPECIES, left[from + leftRow]);
      b0 = b.fma(x0, b0);
      b1 = b.fma(x1, b1);
      FloatVector c = FloatVector.broadcast(SPECIES, left[from + 2 * leftRow]);
      c0 = c.fma(x0, c0);
      c1 = c.fma(x1, c1);
      FloatVector d = FloatVector.broadcast(SPECIES, left[from + 3 * leftRow]);
      d0 = d.fma(x0, d0);
      d1 = d.fma(x1, d1);
      from += leftStep;
      with += width;
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + LENGTH);
    b0.intoArray(sums, at + width);
    b1.intoArray(sums, at + width + LENGTH);
    c0.intoArray(sums, at + 2 * width);
    c1.intoArray(sums, at + 2 * width + LENGTH);
    d0.intoArray(sums, at + 3 * width);
    d1.intoArray(sums, at + 3 * width + LENGTH);
  }

  @Override
  public void addProduct(float[][] left, float[][] right, int steps, int rows, float[][] sums) {
    TileProduct.add(left, right, steps, rows, sums);
  }

  @Override
  public void combine(float[] factors, int count, float[] rows, int width, float[] sums) {
    for (int column = 0; column < width; column += TILE) {
      combineTile(factors, count, rows, column, width, sums);
    }
  }

  private static void combineTile(
      float[] factors, int count, float[] rows, int column, int width, float[] sums) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int fours = count - count % 4;
    int from = column;
    for (int row = 0; row < fours; row += 4) {
      FloatVector a = FloatVector.broadcast(SPECIES, factors[row]);
      a0 = a.fma(load(rows, from), a0);
      a1 = a.fma(load(rows, from + LENGTH), a1);
      from += width;
      FloatVector b = FloatVector.broadcast(SPECIES, factors[row + 1]);
      b0 = b.fma(load(rows, from), b0);
      b1 = b.fma(load(rows, from + LENGTH), b1);
      from += width;
      FloatVector c = FloatVector.broadcast(SPECIES, factors[row + 2]);
      c0 = c.fma(load(rows, from), c0);
      c1 = c.fma(load(rows, from + LENGTH), c1);
      from += width;
      FloatVector d = FloatVector.broadcast(SPECIES, factors[row + 3]);
      d0 = d.fma(load(rows, from), d0);
      d1 = d.fma(load(rows, from + LENGTH), d1);
      from += width;
    }
    if (fours < count) {
      FloatVector a = FloatVector.broadcast(SPECIES, factors[fours]);
      a0 = a.fma(load(rows, from), a0);
      a1 = a.fma(load(rows, from + LENGTH), a1);
    }
    if (fours + 1 < count) {
      FloatVector b = FloatVector.broadcast(SPECIES, factors[fours + 1]);
      b0 = b.fma(load(rows, from + width), b0);
      b1 = b.fma(load(rows, from + width + LENGTH), b1);
    }
    if (fours + 2 < count) {
      FloatVector c = FloatVector.broadcast(SPECIES, factors[fours + 2]);
      c0 = c.fma(load(rows, from + 2 * width), c0);
      c1 = c.fma(load(rows, from + 2 * width + LENGTH), c1);
    }
    a0.add(b0).add(c0.add(d0)).intoArray(sums, column);
    a1.add(b1).add(c1.add(d1)).intoArray(sums, column + LENGTH);
  }

  @Override
  public float curvature(float[] diagonal, ConjugateGradient system, int width) {
    FloatVector low = FloatVector.zero(SPECIES);
    FloatVector high = low;
    for (int at = 0; at < width; at += LANES) {
      low = curvature(diagonal, system, at, low);
      if (LENGTH < LANES) {
        high = curvature(diagonal, system, at + LENGTH, high);
      }
    }
    return sum(low, high, system.lanes());
  }

  private static FloatVector curvature(
      float[] diagonal, ConjugateGradient system, int at, FloatVector sums) {
    FloatVector direction = load(system.direction(), at);
    FloatVector product = load(diagonal, at).fma(direction, load(system.product(), at));
    product.intoArray(system.product(), at);
    return direction.fma(product, sums);
  }

  @Override
  public float advance(float step, ConjugateGradient system, int width) {
    FloatVector low = FloatVector.zero(SPECIES);
    FloatVector high = low;
    for (int at = 0; at < width; at += LANES) {
      low = advance(step, system, at, low);
      if (LENGTH < LANES) {
        high = advance(step, system, at + LENGTH, high);
      }
    }
    return sum(low, high, system.lanes());
  }

  private static FloatVector advance(
      float step, ConjugateGradient system, int at, FloatVector sums) {
    FloatVector forward = FloatVector.broadcast(SPECIES, step);
    FloatVector solution = load(system.solution(), at);
    forward.fma(load(system.direction(), at), solution).intoArray(system.solution(), at);
    FloatVector residual = load(system.residual(), at);
    residual = forward.neg().fma(load(system.product(), at), residual);
    residual.intoArray(system.residual(), at);
    FloatVector scaled = residual.mul(load(system.inverse(), at));
    scaled.intoArray(system.scaled(), at);
    return residual.fma(scaled, sums);
  }

  @Override
  public void turn(float share, ConjugateGradient system, int width) {
    FloatVector old = FloatVector.broadcast(SPECIES, share);
    for (int at = 0; at < width; at += LENGTH) {
      FloatVector direction = load(system.direction(), at);
      old.fma(direction, load(system.scaled(), at)).intoArray(system.direction(), at);
    }
  }

  private static float sum(FloatVector low, FloatVector high, float[] lanes) {
    low.intoArray(lanes, 0);
    if (LENGTH < LANES) {
      high.intoArray(lanes, LENGTH);
    }
    return PlainRows.sum(lanes);
  }

  static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
