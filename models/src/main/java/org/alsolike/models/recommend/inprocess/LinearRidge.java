package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;

/**
 * Ridge regression of many outcomes on the same few factors: from rows x and the outcomes that came
 * true for them it learns B, the least of {@code |X B - Y|^2 + ridge |B|^2}. Rows are added in
 * their order, in double precision; factors squared and factors times outcomes numbers are held.
 */
public final class LinearRidge {

  private final double[][] gram;
  private final double[][] right;

  public LinearRidge(int factors, int outcomes) {
    gram = new double[factors][factors];
    right = new double[factors][outcomes];
  }

  /**
   * Adds a row.
   *
   * @param row one value per factor
   * @param outcomes the numbers of those that are 1, the others are 0
   */
  public void add(float[] row, int[] outcomes) {
    for (int factor = 0; factor < gram.length; factor++) {
      double value = row[factor];
      for (int other = 0; other <= factor; other++) {
        gram[factor][other] += value * row[other];
      }
      for (int outcome : outcomes) {
        right[factor][outcome] += value;
      }
    }
  }

  /**
   * Solves by Cholesky's factorisation.
   *
   * @param share the ridge as a multiple of the mean of the diagonal of X'X, above 0
   * @return factors x outcomes; all 0 where no row was added but zeros
   */
  public float[][] solve(double share) {
    double[][] lower = new double[gram.length][];
    double trace = 0;
    for (int at = 0; at < gram.length; at++) {
      lower[at] = Arrays.copyOf(gram[at], at + 1);
      trace += gram[at][at];
    }
    double[][] solved = new double[gram.length][];
    Arrays.setAll(solved, at -> right[at].clone());
    if (trace > 0) {
      factorise(lower, share * trace / gram.length);
      substitute(lower, solved);
    }
    return Arrays.stream(solved).map(LinearRidge::single).toArray(float[][]::new);
  }

  private static void factorise(double[][] lower, double ridge) {
    for (int row = 0; row < lower.length; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = lower[row][column] + (row == column ? ridge : 0);
        for (int at = 0; at < column; at++) {
          sum -= lower[row][at] * lower[column][at];
        }
        lower[row][column] = row == column ? Math.sqrt(sum) : sum / lower[column][column];
      }
    }
  }

  private static void substitute(double[][] lower, double[][] solved) {
    for (int row = 0; row < lower.length; row++) {
      for (int at = 0; at < row; at++) {
        subtract(lower[row][at], solved[at], solved[row]);
      }
      divide(solved[row], lower[row][row]);
    }
    for (int row = lower.length - 1; row >= 0; row--) {
      for (int at = row + 1; at < lower.length; at++) {
        subtract(lower[at][row], solved[at], solved[row]);
      }
      divide(solved[row], lower[row][row]);
    }
  }

  private static void subtract(double factor, double[] row, double[] from) {
    for (int at = 0; at < row.length; at++) {
      from[at] -= factor * row[at];
    }
  }

  private static void divide(double[] row, double by) {
    for (int at = 0; at < row.length; at++) {
      row[at] /= by;
    }
  }

  private static float[] single(double[] row) {
    float[] single = new float[row.length];
    for (int at = 0; at < row.length; at++) {
      single[at] = (float) row[at];
    }
    return single;
  }
}
