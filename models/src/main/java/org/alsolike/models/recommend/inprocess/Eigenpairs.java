package org.alsolike.models.recommend.inprocess;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, the largest eigenvalue first, by cyclic
 * Jacobi rotations (Golub, Van Loan 2013, "Matrix Computations", section 8.5).
 *
 * @param values descending
 * @param vectors one row per value, of length one
 */
record Eigenpairs(double[] values, double[][] vectors) {

  private static final int MAX_SWEEPS = 60;
  private static final double TOLERANCE = 1e-14;

  /** Of a matrix, which is overwritten. */
  static Eigenpairs of(double[][] matrix) {
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    double largest = 0;
    for (int at = 0; at < size; at++) {
      vectors[at][at] = 1;
      largest = Math.max(largest, Math.abs(matrix[at][at]));
    }
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
      rotated = sweep(matrix, vectors, TOLERANCE * largest);
    }
    return sorted(matrix, vectors);
  }

  private static boolean sweep(double[][] matrix, double[][] vectors, double negligible) {
    boolean rotated = false;
    for (int p = 0; p < matrix.length; p++) {
      for (int q = p + 1; q < matrix.length; q++) {
        if (Math.abs(matrix[p][q]) > negligible) {
          rotate(matrix, vectors, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** Makes the entry at p, q zero; rows are computed, and columns copied from them. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    double off = matrix[p][q];
    double onP = matrix[p][p];
    double onQ = matrix[q][q];
    double cotangent = (onQ - onP) / (2 * off);
    double sign = cotangent < 0 ? -1 : 1;
    double tangent = sign / (Math.abs(cotangent) + Math.sqrt(1 + cotangent * cotangent));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;

    rotate(matrix[p], matrix[q], cosine, sine);
    rotate(vectors[p], vectors[q], cosine, sine);
    for (int row = 0; row < matrix.length; row++) {
      matrix[row][p] = matrix[p][row];
      matrix[row][q] = matrix[q][row];
    }
    matrix[p][p] = onP - tangent * off;
    matrix[q][q] = onQ + tangent * off;
    matrix[p][q] = 0;
    matrix[q][p] = 0;
  }

  private static void rotate(double[] rowP, double[] rowQ, double cosine, double sine) {
    for (int at = 0; at < rowP.length; at++) {
      double onP = rowP[at];
      double onQ = rowQ[at];
      rowP[at] = cosine * onP - sine * onQ;
      rowQ[at] = sine * onP + cosine * onQ;
    }
  }

  private static Eigenpairs sorted(double[][] matrix, double[][] vectors) {
    int[] order =
        IntStream.range(0, matrix.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer at) -> -matrix[at][at]))
            .mapToInt(at -> at)
            .toArray();
    double[] values = new double[order.length];
    double[][] sorted = new double[order.length][];
    for (int at = 0; at < order.length; at++) {
      values[at] = matrix[order[at]][order[at]];
      sorted[at] = vectors[order[at]];
    }
    return new Eigenpairs(values, sorted);
  }
}
