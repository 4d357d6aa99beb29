package org.alsolike.models.recommend.inprocess;

import static org.alsolike.models.recommend.inprocess.SymmetricTiles.WIDTH;

import java.util.Arrays;
import org.alsolike.models.recommend.kernel.rows.RowKernel;

/**
 * Inversion of a symmetric positive definite matrix where it lies, by the sweep operator (Goodnight
 * 1979, "A Tutorial on the SWEEP Operator"), one tile of pivots at a time: with D the inverse of
 * the pivots' tile and Z the rows of the pivots,
 *
 * <pre>
 *   pivots' tile     becomes  -D
 *   pivots' rows     become   D Z
 *   everything else  loses    Z' D Z
 * </pre>
 *
 * and after all sweeps the matrix is the negated inverse. That takes {@code n^3} additions and
 * multiplications together, as many as by way of Cholesky factors, but all of them in one kernel
 * over whole tiles. Every number is computed in an order that the pivots alone give, whatever the
 * number of threads. The pivots' own tile is inverted in double precision.
 */
final class Sweep {

  private final SymmetricTiles matrix;
  private final int threads;
  private final RowKernel kernel;

  /** The rows of the pivots before the sweep, and their product with the negated D; by tile. */
  private final float[][][] before;

  private final float[][][] products;

  private Sweep(SymmetricTiles matrix, int threads, RowKernel kernel) {
    this.matrix = matrix;
    this.threads = threads;
    this.kernel = kernel;
    before = new float[matrix.tileRows()][WIDTH][WIDTH];
    products = new float[matrix.tileRows()][WIDTH][WIDTH];
  }

  /**
   * Turns a matrix into its inverse, negated.
   *
   * @throws IllegalArgumentException when it is not positive definite in single precision
   */
  static void negatedInverse(SymmetricTiles matrix, int threads) {
    negatedInverse(matrix, threads, RowKernel.fastest());
  }

  static void negatedInverse(SymmetricTiles matrix, int threads, RowKernel kernel) {
    Sweep sweep = new Sweep(matrix, threads, kernel);
    for (int pivots = 0; pivots < matrix.tileRows(); pivots++) {
      sweep.over(pivots);
    }
    for (int diagonal = 0; diagonal < matrix.tileRows(); diagonal++) {
      mirror(matrix.tile(diagonal, diagonal));
    }
  }

  /** The halves of a tile on the diagonal are computed each, and differ in their last bits. */
  private static void mirror(float[][] tile) {
    for (int row = 0; row < tile.length; row++) {
      for (int column = row + 1; column < tile.length; column++) {
        tile[row][column] = tile[column][row];
      }
    }
  }

  private void over(int pivots) {
    int tileRows = matrix.tileRows();
    float[][] negated = invertPivots(pivots);
    Parallel.forEach(tileRows, threads, other -> multiplyRows(pivots, other, negated));
    // the longest tile rows first, so that no thread starts one when the others are done
    Parallel.forEach(tileRows, threads, task -> updateTileRow(pivots, tileRows - 1 - task));
    Parallel.forEach(tileRows, threads, other -> storeRows(pivots, other));
  }

  /** The negated inverse of the pivots' tile, which replaces it; padded with zeros. */
  private float[][] invertPivots(int pivots) {
    int height = matrix.height(pivots);
    float[][] tile = matrix.tile(pivots, pivots);
    double[][] wide = new double[height][height];
    float[][] padded = new float[WIDTH][WIDTH];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < height; column++) {
        wide[row][column] = tile[row][column];
      }
    }
    for (int pivot = 0; pivot < height; pivot++) {
      sweepOne(wide, pivot, pivots * WIDTH + pivot);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < height; column++) {
        padded[row][column] = (float) wide[row][column];
      }
      System.arraycopy(padded[row], 0, tile[row], 0, height);
    }
    return padded;
  }

  private static void sweepOne(double[][] tile, int pivot, int number) {
    double[] pivotRow = tile[pivot];
    double value = pivotRow[pivot];
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "The matrix must be positive definite, but pivot %d is %s; add more to its diagonal"
              .formatted(number, value));
    }
    for (int row = 0; row < tile.length; row++) {
      if (row != pivot) {
        double factor = tile[row][pivot] / value;
        addMultiple(tile[row], -factor, pivotRow);
        tile[row][pivot] = factor;
      }
    }
    for (int column = 0; column < tile.length; column++) {
      pivotRow[column] /= value;
    }
    pivotRow[pivot] = -1 / value;
  }

  private static void addMultiple(double[] row, double factor, double[] other) {
    for (int column = 0; column < row.length; column++) {
      row[column] = Math.fma(factor, other[column], row[column]);
    }
  }

  private void multiplyRows(int pivots, int other, float[][] negated) {
    if (other == pivots) {
      return;
    }
    int height = matrix.height(pivots);
    float[][] rows = before[other];
    if (other < pivots) {
      for (int row = 0; row < WIDTH; row++) {
        if (row < height) {
          System.arraycopy(matrix.tile(pivots, other)[row], 0, rows[row], 0, WIDTH);
        } else {
          Arrays.fill(rows[row], 0f);
        }
      }
    } else {
      transpose(matrix.tile(other, pivots), rows, 1f);
    }
    for (float[] row : products[other]) {
      Arrays.fill(row, 0f);
    }
    kernel.addProduct(negated, rows, steps(pivots), height, products[other]);
  }

  private void updateTileRow(int pivots, int row) {
    for (int column = 0; column <= row && row != pivots; column++) {
      if (column != pivots) {
        kernel.addProduct(
            before[row],
            products[column],
            steps(pivots),
            matrix.height(row),
            matrix.tile(row, column));
      }
    }
  }

  /** One per pivot, filled up with rows of zeros. */
  private int steps(int pivots) {
    return (matrix.height(pivots) + RowKernel.ROWS_STEP - 1)
        / RowKernel.ROWS_STEP
        * RowKernel.ROWS_STEP;
  }

  private void storeRows(int pivots, int other) {
    if (other > pivots) {
      transpose(products[other], matrix.tile(other, pivots), -1f);
    } else if (other < pivots) {
      float[][] tile = matrix.tile(pivots, other);
      for (int row = 0; row < tile.length; row++) {
        for (int column = 0; column < WIDTH; column++) {
          tile[row][column] = -products[other][row][column];
        }
      }
    }
  }

  private static void transpose(float[][] from, float[][] to, float sign) {
    for (int row = 0; row < to.length; row++) {
      for (int column = 0; column < from.length; column++) {
        to[row][column] = sign * from[column][row];
      }
    }
  }
}
