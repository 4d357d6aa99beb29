package org.alsolike.models.recommend.trees;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How well an order puts what customers took at the top of their candidates: the mean NDCG at
 * {@value #K} over customers who took something, by the formula of docs/evaluation.md with the
 * candidates as catalogue.
 *
 * @param rows all candidates of customers from whom the judged ranker has not learned
 */
public record Trial(RankingRows rows) {

  private static final int K = 10;

  /** How well an order does for each customer, and in the mean. */
  public record Outcome(double[] ndcg) {

    /** NaN where there is no customer. */
    public double mean() {
      return Arrays.stream(ndcg).average().orElse(Double.NaN);
    }

    /**
     * Whether this order is better by more than chance may explain: by more than the standard error
     * of the difference, customer by customer.
     */
    public boolean surelyBetterThan(Outcome other) {
      double mean = mean() - other.mean();
      double squares = 0;
      for (int at = 0; at < ndcg.length; at++) {
        double deviation = ndcg[at] - other.ndcg[at] - mean;
        squares += deviation * deviation;
      }
      return mean > Math.sqrt(squares) / ndcg.length;
    }
  }

  /** How well the trees order. */
  public Outcome of(Trees trees) {
    float[] scores = new float[rows.labels().length];
    trees.complete(rows.features().size()).score(rows.values(), scores.length, scores);
    return of(row -> scores[row]);
  }

  /** How well one feature orders, the highest first and the missing last. */
  public Outcome of(String feature) {
    int width = rows.features().size();
    int position = rows.features().indexOf(feature);
    return of(
        row -> {
          float value = rows.values()[row * width + position];
          return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        });
  }

  private Outcome of(IntToDoubleFunction score) {
    double[] ndcg = new double[rows.groups().length];
    int first = 0;
    for (int group = 0; group < ndcg.length; group++) {
      ndcg[group] = ndcg(first, rows.groups()[group], score);
      first += rows.groups()[group];
    }
    return new Outcome(ndcg);
  }

  private double ndcg(int first, int size, IntToDoubleFunction score) {
    double[] scores = new double[size];
    for (int at = 0; at < size; at++) {
      scores[at] = score.applyAsDouble(first + at);
    }
    double gain = 0;
    double ideal = 0;
    int taken = 0;
    for (int at = 0; at < size; at++) {
      if (rows.labels()[first + at] > 0) {
        gain += discount(rank(scores, at));
        ideal += discount(taken++);
      }
    }
    return gain / ideal;
  }

  /** From 0; of equal scores the earlier row stands higher. */
  private static int rank(double[] scores, int of) {
    int rank = 0;
    for (int at = 0; at < scores.length; at++) {
      boolean above = scores[at] > scores[of] || (scores[at] == scores[of] && at < of);
      rank += above ? 1 : 0;
    }
    return rank;
  }

  private static double discount(int rank) {
    return rank < K ? StrictMath.log(2) / StrictMath.log(rank + 2.0) : 0;
  }
}
