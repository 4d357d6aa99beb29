package org.alsolike.models.recommend.inprocess;

/**
 * A matrix in double precision with many rows and few hundred columns. Every sum runs along the
 * rows or columns in order, so that its bits depend on no number of threads.
 *
 * @param rows one array of equal length per row
 */
record TallMatrix(double[][] rows) {

  /** So many rows of the other factor stay in a core's first cache while they are used. */
  private static final int ROWS_IN_CACHE = 16;

  /** How many rows of a result one task makes. */
  private static final int ROWS_PER_TASK = 64;

  static TallMatrix zeros(int rows, int columns) {
    return new TallMatrix(new double[rows][columns]);
  }

  int columns() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  /** This matrix transposed, times the other. */
  double[][] transposedTimes(TallMatrix other, int threads) {
    double[][] sums = new double[columns()][other.columns()];
    Parallel.forEach(
        tasks(sums.length),
        threads,
        task -> {
          int end = Math.min((task + 1) * ROWS_PER_TASK, sums.length);
          for (int first = 0; first < rows.length; first += ROWS_IN_CACHE) {
            int last = Math.min(first + ROWS_IN_CACHE, rows.length);
            for (int row = task * ROWS_PER_TASK; row < end; row++) {
              addColumn(row, other, first, last, sums[row]);
            }
          }
        });
    return sums;
  }

  private void addColumn(int column, TallMatrix other, int first, int last, double[] sums) {
    int row = first;
    for (; row + 4 <= last; row += 4) {
      addFour(
          rows[row][column],
          rows[row + 1][column],
          rows[row + 2][column],
          rows[row + 3][column],
          other.rows,
          row,
          sums);
    }
    for (; row < last; row++) {
      add(rows[row][column], other.rows[row], sums);
    }
  }

  /** This matrix times a small one of as many rows as this has columns. */
  TallMatrix times(double[][] small, int threads) {
    double[][] products = new double[rows.length][small[0].length];
    Parallel.forEach(
        tasks(rows.length),
        threads,
        task -> {
          int end = Math.min((task + 1) * ROWS_PER_TASK, rows.length);
          for (int first = 0; first < small.length; first += ROWS_IN_CACHE) {
            int last = Math.min(first + ROWS_IN_CACHE, small.length);
            for (int row = task * ROWS_PER_TASK; row < end; row++) {
              addRow(rows[row], small, first, last, products[row]);
            }
          }
        });
    return new TallMatrix(products);
  }

  private static void addRow(
      double[] factors, double[][] others, int first, int last, double[] sums) {
    int at = first;
    for (; at + 4 <= last; at += 4) {
      addFour(factors[at], factors[at + 1], factors[at + 2], factors[at + 3], others, at, sums);
    }
    for (; at < last; at++) {
      add(factors[at], others[at], sums);
    }
  }

  private static int tasks(int rows) {
    return (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
  }

  private static void addFour(
      double factor0,
      double factor1,
      double factor2,
      double factor3,
      double[][] others,
      int first,
      double[] sums) {
    double[] row0 = others[first];
    double[] row1 = others[first + 1];
    double[] row2 = others[first + 2];
    double[] row3 = others[first + 3];
    for (int at = 0; at < sums.length; at++) {
      double sum = Math.fma(factor0, row0[at], sums[at]);
      sum = Math.fma(factor1, row1[at], sum);
      sum = Math.fma(factor2, row2[at], sum);
      sums[at] = Math.fma(factor3, row3[at], sum);
    }
  }

  static void add(double factor, double[] row, double[] sums) {
    for (int at = 0; at < sums.length; at++) {
      sums[at] = Math.fma(factor, row[at], sums[at]);
    }
  }
}
