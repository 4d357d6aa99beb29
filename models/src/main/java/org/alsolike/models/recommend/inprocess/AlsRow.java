package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;
import org.alsolike.models.recommend.kernel.rows.ConjugateGradient;
import org.alsolike.models.recommend.kernel.rows.RowKernel;

/**
 * Solves the equations of one row after the other, in the same room. The other side's vectors of a
 * row's pairs are copied together, each times the root of what its confidence adds. With V for
 * them, the equations' matrix is a diagonal plus V'V. Of a row with few pairs V'V is never made:
 * its product with a direction is that of V and then that of V'.
 */
final class AlsRow {

  /** More are needed only in the first iterations, whose vectors need not be exact. */
  private static final int STEPS = 8;

  /** Of the length of the residual, against that of a vector of zeros. */
  private static final float TOLERANCE = 1e-4f;

  /** So many vectors of a long row are copied together at a time. */
  private static final int ROWS_AT_ONCE = 128;

  private final AlsSolver solver;
  private final FactorRows fixed;
  private final float[] shared;
  private final RowKernel kernel;
  private final int width;
  private final ConjugateGradient system;
  private final float[] diagonal;
  private final float[] squares;
  private final float[] right;
  private final float[] square;
  private final float[] rows;
  private final float[] columns;
  private final float[] factors;
  private final float[] sums;

  /**
   * @param fixed the other side's vectors, turned so that their products with each other vanish
   * @param shared the squared lengths of their columns
   */
  AlsRow(AlsSolver solver, FactorRows fixed, float[] shared, RowKernel kernel) {
    this.solver = solver;
    this.fixed = fixed;
    this.shared = shared;
    this.kernel = kernel;
    width = fixed.width;
    system = ConjugateGradient.ofWidth(width);
    diagonal = new float[width];
    squares = new float[width];
    right = new float[width];
    square = new float[width * width];
    int room = Math.max(ROWS_AT_ONCE, width);
    rows = new float[room * width];
    columns = new float[width * width];
    factors = new float[room];
    sums = new float[width];
  }

  /** Solves for one row, whose last vector is replaced; without pairs it is zero. */
  void solve(SparseMatrix pairs, int number, FactorRows solved) {
    int count = pairs.length(number);
    if (count == 0) {
      Arrays.fill(solved.values, solved.start(number), solved.start(number) + width, 0f);
      return;
    }
    float lambda = (float) (solver.regularization() * count);
    for (int at = 0; at < width; at++) {
      diagonal[at] = shared[at] + lambda;
    }
    Arrays.fill(squares, 0f);
    boolean few = count <= width;
    if (few) {
      take(pairs, pairs.starts()[number], count);
      kernel.combine(factors, count, rows, width, right);
      transpose(count);
    } else {
      accumulate(pairs, number);
    }
    begin(solved, number);
    iterate(few, count);
    System.arraycopy(system.solution(), 0, solved.values, solved.start(number), width);
  }

  private void take(SparseMatrix pairs, int from, int count) {
    for (int at = 0; at < count; at++) {
      double added = solver.alpha() * pairs.values()[from + at];
      float root = (float) Math.sqrt(added);
      factors[at] = (float) ((1 + added) / root);
      int start = fixed.start(pairs.indices()[from + at]);
      kernel.take(fixed.values, start, root, rows, at * width, squares, width);
    }
  }

  /** Columns as long as a row has numbers, the ends filled up with zeros. */
  private void transpose(int count) {
    int length = RowKernel.width(count);
    for (int at = 0; at < count; at++) {
      for (int from = at * width, to = at; from < (at + 1) * width; from++, to += length) {
        columns[to] = rows[from];
      }
    }
    for (int start = 0; start < width * length; start += length) {
      Arrays.fill(columns, start + count, start + length, 0f);
    }
  }

  private void accumulate(SparseMatrix pairs, int number) {
    Arrays.fill(square, 0f);
    Arrays.fill(right, 0f);
    int end = pairs.starts()[number + 1];
    for (int from = pairs.starts()[number]; from < end; from += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, end - from);
      take(pairs, from, count);
      kernel.addSquares(rows, 0, count, width, square);
      kernel.combine(factors, count, rows, width, sums);
      for (int at = 0; at < width; at++) {
        right[at] += sums[at];
      }
    }
    for (int row = 1; row < width; row++) {
      for (int column = 0; column < row; column++) {
        square[row * width + column] = square[column * width + row];
      }
    }
  }

  /** From zeros, with all of the last vector as the first step. */
  private void begin(FactorRows solved, int number) {
    System.arraycopy(right, 0, system.residual(), 0, width);
    System.arraycopy(solved.values, solved.start(number), system.direction(), 0, width);
    Arrays.fill(system.solution(), 0f);
    for (int at = 0; at < width; at++) {
      system.inverse()[at] = 1 / (diagonal[at] + squares[at]);
    }
  }

  private void iterate(boolean few, int count) {
    multiply(few, count);
    float enough = TOLERANCE * TOLERANCE * kernel.advance(0, system, width);
    float error = kernel.advance(1, system, width);
    float share = 0;
    for (int step = 0; step < STEPS && error > enough; step++) {
      kernel.turn(share, system, width);
      float curvature = multiply(few, count);
      float next = kernel.advance(error / curvature, system, width);
      share = next / error;
      error = next;
    }
  }

  /** The product of the equations' matrix with the direction; returns that of both. */
  private float multiply(boolean few, int count) {
    if (few) {
      kernel.combine(system.direction(), width, columns, RowKernel.width(count), sums);
      kernel.combine(sums, count, rows, width, system.product());
    } else {
      kernel.combine(system.direction(), width, square, width, system.product());
    }
    return kernel.curvature(diagonal, system, width);
  }
}
