package org.alsolike.models.recommend.trees;

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

  /** How well the trees order. */
  public double of(Trees trees) {
    float[] scores = new float[rows.labels().length];
    trees.complete(rows.features().size()).score(rows.values(), scores.length, scores);
    return of(row -> scores[row]);
  }

  /** How well one feature orders, the highest first and the missing last. */
  public double of(String feature) {
    int width = rows.features().size();
    int position = rows.features().indexOf(feature);
    return of(
        row -> {
          float value = rows.values()[row * width + position];
          return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        });
  }

  private double of(IntToDoubleFunction score) {
    double sum = 0;
    int first = 0;
    for (int size : rows.groups()) {
      sum += ndcg(first, size, score);
      first += size;
    }
    return rows.groups().length == 0 ? Double.NaN : sum / rows.groups().length;
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
