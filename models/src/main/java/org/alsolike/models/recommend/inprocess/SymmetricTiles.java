package org.alsolike.models.recommend.inprocess;

import org.alsolike.models.recommend.kernel.rows.FourRows;

/**
 * A symmetric matrix in single precision of which only the lower triangle is held, in square tiles
 * of {@value #WIDTH} rows and columns; a tile on the diagonal holds both halves. A row of a tile is
 * an array of its own, because the JIT compiler makes vector instructions of loops over arrays from
 * their first element on.
 */
final class SymmetricTiles {

  static final int WIDTH = FourRows.WIDTH;

  private final int size;

  /** By tile row, tile column (up to the tile row), row and column within the tile. */
  private final float[][][][] tiles;

  SymmetricTiles(int size) {
    this.size = size;
    tiles = new float[(size + WIDTH - 1) / WIDTH][][][];
    for (int row = 0; row < tiles.length; row++) {
      tiles[row] = new float[row + 1][height(row)][WIDTH];
    }
  }

  /** How many bytes a matrix of this size and its inversion take at most. */
  static long bytes(int size) {
    long tileRows = (size + WIDTH - 1) / WIDTH;
    long held = tileRows * (tileRows + 1) / 2;
    long scratch = 2 * tileRows + 3;
    long bytesPerRow = 4L * WIDTH + 24;
    return (held + scratch) * WIDTH * bytesPerRow;
  }

  int size() {
    return size;
  }

  int tileRows() {
    return tiles.length;
  }

  /** How many rows lie in a tile row: fewer in the last one. */
  int height(int tileRow) {
    return Math.min(WIDTH, size - tileRow * WIDTH);
  }

  /** One tile, its column at most its row; what is written into it is written into the matrix. */
  float[][] tile(int row, int column) {
    return tiles[row][column];
  }

  float at(int row, int column) {
    int low = Math.min(row, column);
    int high = Math.max(row, column);
    return tiles[high / WIDTH][low / WIDTH][high % WIDTH][low % WIDTH];
  }

  /** Writes a whole tile row, both halves of the matrix: one array of {@code size} per row. */
  void copyRows(int tileRow, float[][] rows) {
    for (int column = 0; column < tiles.length; column++) {
      int first = column * WIDTH;
      for (int row = 0; row < height(tileRow); row++) {
        if (column <= tileRow) {
          System.arraycopy(tiles[tileRow][column][row], 0, rows[row], first, height(column));
        } else {
          for (int mirrored = 0; mirrored < height(column); mirrored++) {
            rows[row][first + mirrored] = tiles[column][tileRow][mirrored][row];
          }
        }
      }
    }
  }
}
