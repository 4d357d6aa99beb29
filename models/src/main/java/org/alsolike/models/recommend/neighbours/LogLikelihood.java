package org.alsolike.models.recommend.neighbours;

import java.util.Arrays;

/**
 * See {@link Similarity#LOG_LIKELIHOOD}. A table holds x ln x of every count, eight bytes for each
 * basket: a logarithm for each of the four cells would take longer than the counting.
 *
 * @param held how many baskets hold each item
 * @param xLogX by x, from 0 to the number of baskets
 * @param margins of each item, x ln x of those with it and of those without it
 */
record LogLikelihood(int[] held, double[] xLogX, double[] margins, double shrinkage)
    implements Likeness {

  static LogLikelihood of(int[] held, int baskets, double shrinkage) {
    double[] xLogX = new double[baskets + 1];
    Arrays.setAll(xLogX, x -> x == 0 ? 0 : x * StrictMath.log(x));
    double[] margins = new double[held.length];
    Arrays.setAll(margins, item -> xLogX[held[item]] + xLogX[baskets - held[item]]);
    return new LogLikelihood(held, xLogX, margins, shrinkage);
  }

  @Override
  public double basketWeight(int size) {
    return 1;
  }

  @Override
  public double of(double together, int item, int other) {
    int all = xLogX.length - 1;
    if (together * all <= (double) held[item] * held[other]) {
      return 0;
    }
    int both = (int) together;
    int neither = all - held[item] - held[other] + both;
    double cells =
        xLogX[both] + xLogX[held[item] - both] + xLogX[held[other] - both] + xLogX[neither];
    double ratio = 2 * (cells + xLogX[all] - margins[item] - margins[other]);
    return ratio > 0 ? ratio / (ratio + shrinkage) : 0;
  }
}
