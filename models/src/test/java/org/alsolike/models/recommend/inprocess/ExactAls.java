package org.alsolike.models.recommend.inprocess;

import org.alsolike.models.recommend.kernel.rows.RowKernel;

/**
 * The same factorisation in double precision from dense matrices: slow, and right to look at. It
 * starts from the same customers and solves each row's equations by elimination. Its vectors are
 * not turned as the solver's are, but their products must be the same.
 */
public final class ExactAls {

  private ExactAls() {}

  /** Each customer's score for each item. */
  static double[][] scores(SparseMatrix held, AlsSolver solver) {
    double[][] weights = Histories.dense(held);
    FactorRows start =
        FactorRows.random(held.rows(), solver.rank(), solver.seed(), RowKernel.plain());
    double[][] customers = new double[held.rows()][solver.rank()];
    for (int row = 0; row < customers.length; row++) {
      for (int at = 0; at < solver.rank(); at++) {
        customers[row][at] = start.values[start.start(row) + at];
      }
    }
    double[][] items = null;
    for (int iteration = 0; iteration < solver.iterations(); iteration++) {
      items = solved(transposed(weights), customers, solver);
      customers = solved(weights, items, solver);
    }
    double[][] scores = new double[customers.length][items.length];
    for (int customer = 0; customer < customers.length; customer++) {
      for (int item = 0; item < items.length; item++) {
        scores[customer][item] = dot(customers[customer], items[item]);
      }
    }
    return scores;
  }

  private static double[][] solved(double[][] weights, double[][] fixed, AlsSolver solver) {
    double[][] solved = new double[weights.length][];
    for (int row = 0; row < weights.length; row++) {
      int rank = solver.rank();
      double[][] equations = new double[rank][rank + 1];
      int count = 0;
      for (int other = 0; other < fixed.length; other++) {
        double weight = weights[row][other];
        count += weight > 0 ? 1 : 0;
        for (int a = 0; a < rank; a++) {
          for (int b = 0; b < rank; b++) {
            equations[a][b] += (1 + solver.alpha() * weight) * fixed[other][a] * fixed[other][b];
          }
          equations[a][rank] += weight > 0 ? (1 + solver.alpha() * weight) * fixed[other][a] : 0;
        }
      }
      for (int a = 0; a < rank; a++) {
        equations[a][a] += solver.regularization() * count;
      }
      solved[row] = count == 0 ? new double[rank] : eliminated(equations);
    }
    return solved;
  }

  /** By Gauss and Jordan; positive definite equations need no choice of pivots. */
  private static double[] eliminated(double[][] equations) {
    int size = equations.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int column = size; column >= pivot; column--) {
        equations[pivot][column] /= equations[pivot][pivot];
      }
      for (int row = 0; row < size; row++) {
        double factor = equations[row][pivot];
        for (int column = pivot; column <= size && row != pivot; column++) {
          equations[row][column] -= factor * equations[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    for (int at = 0; at < size; at++) {
      solution[at] = equations[at][size];
    }
    return solution;
  }

  /** What both engines make small. */
  public static double objective(SparseMatrix held, AlsSolver solver, AlsFactors found) {
    double[][] weights = Histories.dense(held);
    double sum = 0;
    int[] holders = held.columnLengths();
    for (int customer = 0; customer < held.rows(); customer++) {
      double[] vector = wide(found.customer(customer));
      sum += solver.regularization() * held.length(customer) * dot(vector, vector);
      for (int item = 0; item < held.columns(); item++) {
        double weight = weights[customer][item];
        double missed = (weight > 0 ? 1 : 0) - dot(vector, wide(found.item(item)));
        sum += (1 + solver.alpha() * weight) * missed * missed;
      }
    }
    for (int item = 0; item < held.columns(); item++) {
      double[] vector = wide(found.item(item));
      sum += solver.regularization() * holders[item] * dot(vector, vector);
    }
    return sum;
  }

  private static double[] wide(float[] vector) {
    double[] wide = new double[vector.length];
    for (int at = 0; at < wide.length; at++) {
      wide[at] = vector[at];
    }
    return wide;
  }

  private static double dot(double[] some, double[] others) {
    double sum = 0;
    for (int at = 0; at < some.length; at++) {
      sum += some[at] * others[at];
    }
    return sum;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[0].length; column++) {
        transposed[column][row] = matrix[row][column];
      }
    }
    return transposed;
  }
}
