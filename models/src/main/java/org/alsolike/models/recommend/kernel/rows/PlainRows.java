package org.alsolike.models.recommend.kernel.rows;

import java.util.Arrays;

/**
 * Plain Java.
 *
 * @param description of the kernel, and why it was chosen
 */
record PlainRows(String description) implements RowKernel {

  private static final int CHAINS = 4;

  /** So many rows of a tile are added at a time, which fit into a core's first cache. */
  private static final int ROWS_IN_CACHE = 16;

  @Override
  public void take(
      float[] from,
      int fromStart,
      float factor,
      float[] to,
      int toStart,
      float[] squares,
      int width) {
    for (int at = 0; at < width; at++) {
      float taken = from[fromStart + at] * factor;
      to[toStart + at] = taken;
      squares[at] = Math.fma(taken, taken, squares[at]);
    }
  }

  @Override
  public void addSquares(float[] rows, int start, int count, int width, float[] square) {
    float[] row = new float[width];
    float[] sums = new float[width];
    for (int upper = 0; upper < width; upper++) {
      System.arraycopy(square, upper * width, sums, 0, width);
      for (int at = 0; at < count; at++) {
        System.arraycopy(rows, start + at * width, row, 0, width);
        addMultiple(row[upper], row, sums);
      }
      System.arraycopy(sums, 0, square, upper * width, width);
    }
  }

  @Override
  public void multiply(
      float[] rows, int start, int count, int width, float[] square, float[] products) {
    float[] row = new float[width];
    for (int at = 0; at < count; at++) {
      float[] sums = new float[width];
      for (int step = 0; step < width; step++) {
        System.arraycopy(square, step * width, row, 0, width);
        addMultiple(rows[start + at * width + step], row, sums);
      }
      System.arraycopy(sums, 0, products, at * width, width);
    }
  }

  @Override
  public void addProduct(float[][] left, float[][] right, int steps, int rows, float[][] sums) {
    addProduct(left, right, steps, 0, rows, sums);
  }

  /** To the sums from one row to another. */
  static void addProduct(
      float[][] left, float[][] right, int steps, int from, int to, float[][] sums) {
    for (int first = 0; first < steps; first += ROWS_IN_CACHE) {
      int end = Math.min(first + ROWS_IN_CACHE, steps);
      for (int row = from; row < to; row++) {
        for (int step = first; step < end; step += ROWS_STEP) {
          FourRows.add(
              left[step][row],
              left[step + 1][row],
              left[step + 2][row],
              left[step + 3][row],
              right,
              step,
              sums[row]);
        }
      }
    }
  }

  @Override
  public void combine(float[] factors, int count, float[] rows, int width, float[] sums) {
    float[] row = new float[width];
    float[][] chains = new float[CHAINS][width];
    for (int at = 0; at < count; at++) {
      System.arraycopy(rows, at * width, row, 0, width);
      addMultiple(factors[at], row, chains[at % CHAINS]);
    }
    for (int at = 0; at < width; at++) {
      sums[at] = (chains[0][at] + chains[1][at]) + (chains[2][at] + chains[3][at]);
    }
  }

  /** The form that the JIT compiler turns into vector instructions. */
  private static void addMultiple(float factor, float[] row, float[] sums) {
    for (int at = 0; at < sums.length; at++) {
      sums[at] = Math.fma(factor, row[at], sums[at]);
    }
  }

  @Override
  public float curvature(float[] diagonal, ConjugateGradient system, int width) {
    float[] lanes = system.lanes();
    Arrays.fill(lanes, 0f);
    float[] direction = system.direction();
    float[] product = system.product();
    for (int at = 0; at < width; at++) {
      product[at] = Math.fma(diagonal[at], direction[at], product[at]);
      lanes[at % LANES] = Math.fma(direction[at], product[at], lanes[at % LANES]);
    }
    return sum(lanes);
  }

  @Override
  public float advance(float step, ConjugateGradient system, int width) {
    float[] lanes = system.lanes();
    Arrays.fill(lanes, 0f);
    float[] solution = system.solution();
    float[] residual = system.residual();
    float[] scaled = system.scaled();
    for (int at = 0; at < width; at++) {
      solution[at] = Math.fma(step, system.direction()[at], solution[at]);
      residual[at] = Math.fma(-step, system.product()[at], residual[at]);
      scaled[at] = residual[at] * system.inverse()[at];
      lanes[at % LANES] = Math.fma(residual[at], scaled[at], lanes[at % LANES]);
    }
    return sum(lanes);
  }

  @Override
  public void turn(float share, ConjugateGradient system, int width) {
    float[] direction = system.direction();
    for (int at = 0; at < width; at++) {
      direction[at] = Math.fma(share, direction[at], system.scaled()[at]);
    }
  }

  /** By halves; the lanes are overwritten. */
  static float sum(float[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }
}
