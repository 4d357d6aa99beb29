package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What predicts the items that {@link CappedEase} does not solve for.
 *
 * @param held customers x items, values above 0
 * @param holders the same by item
 */
record NearestByCosine(SparseMatrix held, SparseMatrix holders, double lambda, int neighbours) {

  /** A sum and a number in a list. */
  static final int BYTES_PER_NUMBER = Double.BYTES + Integer.BYTES;

  /**
   * Of each item asked for, its neighbours, ascending.
   *
   * @param weights with which each neighbour predicts the item
   * @param alone with which the item alone predicts each neighbour
   */
  record Predicted(int[][] neighbours, float[][] weights, float[][] alone) {

    /** In the row of a neighbour, the items that it predicts. */
    SparseMatrix byNeighbour() {
      return ItemWeights.of(neighbours, weights).rows().transposed();
    }

    CappedEase.Row alone(int item, boolean[] beyond) {
      int[] solved =
          IntStream.range(0, neighbours[item].length)
              .filter(at -> !beyond[neighbours[item][at]])
              .toArray();
      float[] votes = new float[solved.length];
      for (int at = 0; at < votes.length; at++) {
        votes[at] = alone[item][solved[at]];
      }
      return new CappedEase.Row(
          Arrays.stream(solved).map(at -> neighbours[item][at]).toArray(), votes);
    }
  }

  Predicted of(boolean[] asked, int threads) {
    int items = held.columns();
    double[] squares = squares();
    int[][] positions = new int[items][0];
    float[][] weights = new float[items][0];
    float[][] alone = new float[items][0];
    int tasks = Math.min(items, threads);
    Parallel.forEach(
        tasks,
        threads,
        task -> {
          Search search = new Search(squares);
          for (int item = task; item < items; item += tasks) {
            if (asked[item]) {
              search.around(item);
              positions[item] = search.positions;
              weights[item] = search.weights;
              alone[item] = search.alone;
            }
          }
        });
    return new Predicted(positions, weights, alone);
  }

  private double[] squares() {
    double[] squares = new double[held.columns()];
    for (int item = 0; item < squares.length; item++) {
      for (int at = holders.starts()[item]; at < holders.starts()[item + 1]; at++) {
        squares[item] += (double) holders.values()[at] * holders.values()[at];
      }
    }
    return squares;
  }

  private final class Search {
    private final double[] squares;
    private final Sums together = new Sums(held.columns());
    private final Sums scores = new Sums(held.rows());
    private final LargestWeights largest = new LargestWeights(neighbours);
    private int[] positions;
    private float[] weights;
    private float[] alone;

    Search(double[] squares) {
      this.squares = squares;
    }

    void around(int item) {
      together.clear();
      together.addRows(held, holders, item);
      largest.clear();
      for (int at = 0; at < together.size; at++) {
        int other = together.touched[at];
        if (other != item) {
          largest.offer(other, (float) cosine(item, other));
        }
      }
      positions = largest.positions();
      double scale = scale(item);
      weights = new float[positions.length];
      alone = new float[positions.length];
      for (int at = 0; at < positions.length; at++) {
        int other = positions[at];
        weights[at] = (float) (scale * cosine(item, other));
        alone[at] = (float) (together.values[other] / (squares[item] + lambda));
      }
    }

    private double cosine(int item, int other) {
      return together.values[other] / Math.sqrt(squares[item] * squares[other]);
    }

    private double scale(int item) {
      scores.clear();
      double explained = 0;
      double cosines = 0;
      for (int other : positions) {
        double cosine = cosine(item, other);
        explained += cosine * together.values[other];
        cosines += cosine * cosine;
        scores.add(holders, other, cosine);
      }
      return explained / (scores.squared() + lambda * cosines);
    }
  }

  /** A sparse vector that is filled and cleared again and again. */
  private static final class Sums {
    private final double[] values;
    private final int[] touched;
    private int size;

    Sums(int length) {
      values = new double[length];
      touched = new int[length];
    }

    void clear() {
      for (int at = 0; at < size; at++) {
        values[touched[at]] = 0;
      }
      size = 0;
    }

    /** Adds a row times a factor; all that is added is above 0. */
    void add(SparseMatrix rows, int row, double factor) {
      for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
        int index = rows.indices()[at];
        if (values[index] == 0) {
          touched[size++] = index;
        }
        values[index] += factor * rows.values()[at];
      }
    }

    /** Adds the rows that another matrix's row names, each times the value there. */
    void addRows(SparseMatrix rows, SparseMatrix names, int row) {
      for (int at = names.starts()[row]; at < names.starts()[row + 1]; at++) {
        add(rows, names.indices()[at], names.values()[at]);
      }
    }

    double squared() {
      double sum = 0;
      for (int at = 0; at < size; at++) {
        sum += values[touched[at]] * values[touched[at]];
      }
      return sum;
    }
  }
}
