package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomizedSvdTest {

  @Test
  void findsTheLeadingVectorsThatPowerIterationWithDeflationFinds() {
    SparseMatrix matrix = Histories.random(90, 60, 0.2, 1);
    double[][] gram = gram(matrix);

    RandomizedSvd.Result found =
        new RandomizedSvd(5, 10, 60, 42).of(matrix, matrix.transposed(), 2);

    for (int at = 0; at < 5; at++) {
      double[] expected = leading(gram);
      double eigenvalue = quadratic(gram, expected);
      double[] vector = column(found.vectors(), at);
      assertThat(found.values()[at]).isCloseTo(Math.sqrt(eigenvalue), within(1e-6));
      assertThat(Math.abs(dot(vector, expected))).isCloseTo(1, within(1e-6));
      deflate(gram, expected, eigenvalue);
    }
  }

  @Test
  void theVectorsAreOrthonormal() {
    SparseMatrix matrix = Histories.random(300, 200, 0.05, 2);

    TallMatrix vectors =
        new RandomizedSvd(50, 10, 3, 1).of(matrix, matrix.transposed(), 2).vectors();

    for (int one = 0; one < 50; one++) {
      for (int other = 0; other < 50; other++) {
        assertThat(dot(column(vectors, one), column(vectors, other)))
            .isCloseTo(one == other ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void findsNoMoreValuesThanTheMatrixHas() {
    SparseMatrix matrix =
        Histories.of(new float[] {1, 1, 0, 0}, new float[] {1, 1, 0, 0}, new float[] {0, 0, 2, 0});

    RandomizedSvd.Result found = new RandomizedSvd(4, 10, 3, 1).of(matrix, matrix.transposed(), 1);

    assertThat(found.values()).containsExactly(new double[] {2, 2}, within(1e-9));
    for (double[] row : found.vectors().rows()) {
      assertThat(row).hasSize(2).doesNotContain(Double.NaN);
    }
  }

  @Test
  void givesTheSameBitsWhateverTheThreadsAndHoweverManyRowsThereAre() {
    SparseMatrix matrix = Histories.random(9000, 30, 0.1, 3);
    RandomizedSvd svd = new RandomizedSvd(9, 4, 2, 5);

    RandomizedSvd.Result one = svd.of(matrix, matrix.transposed(), 1);

    for (int threads : new int[] {2, 3}) {
      RandomizedSvd.Result several = svd.of(matrix, matrix.transposed(), threads);
      assertThat(several.values()).isEqualTo(one.values());
      assertThat(several.vectors().rows()).isDeepEqualTo(one.vectors().rows());
    }
  }

  @Test
  void anotherSeedFindsTheSameSubspaceFromOtherDirections() {
    SparseMatrix matrix = Histories.random(90, 60, 0.2, 1);

    RandomizedSvd.Result one = new RandomizedSvd(5, 10, 60, 1).of(matrix, matrix.transposed(), 1);
    RandomizedSvd.Result two = new RandomizedSvd(5, 10, 60, 2).of(matrix, matrix.transposed(), 1);

    assertThat(two.values()).containsExactly(one.values(), within(1e-6));
    assertThat(two.values()).isNotEqualTo(one.values());
  }

  static double[][] gram(SparseMatrix matrix) {
    double[][] gram = new double[matrix.columns()][matrix.columns()];
    for (double[] row : Histories.dense(matrix)) {
      for (int one = 0; one < row.length; one++) {
        for (int other = 0; other < row.length; other++) {
          gram[one][other] += row[one] * row[other];
        }
      }
    }
    return gram;
  }

  /** By plain power iteration, which needs no more than that the largest eigenvalue stands out. */
  static double[] leading(double[][] symmetric) {
    double[] vector = new double[symmetric.length];
    for (int at = 0; at < vector.length; at++) {
      vector[at] = 1 + Math.sin(at);
    }
    for (int iteration = 0; iteration < 5000; iteration++) {
      double[] next = new double[vector.length];
      for (int row = 0; row < vector.length; row++) {
        next[row] = dot(symmetric[row], vector);
      }
      double length = Math.sqrt(dot(next, next));
      for (int at = 0; at < vector.length; at++) {
        vector[at] = next[at] / length;
      }
    }
    return vector;
  }

  static double quadratic(double[][] symmetric, double[] vector) {
    double sum = 0;
    for (int row = 0; row < vector.length; row++) {
      sum += vector[row] * dot(symmetric[row], vector);
    }
    return sum;
  }

  static void deflate(double[][] symmetric, double[] vector, double value) {
    for (int row = 0; row < vector.length; row++) {
      for (int column = 0; column < vector.length; column++) {
        symmetric[row][column] -= value * vector[row] * vector[column];
      }
    }
  }

  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }

  private static double[] column(TallMatrix matrix, int column) {
    double[] values = new double[matrix.rows().length];
    for (int row = 0; row < values.length; row++) {
      values[row] = matrix.rows()[row][column];
    }
    return values;
  }
}
