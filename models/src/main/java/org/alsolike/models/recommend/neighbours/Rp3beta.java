package org.alsolike.models.recommend.neighbours;

import java.util.Arrays;

/**
 * See {@link Similarity#RP3BETA}.
 *
 * @param held how many baskets hold each item
 * @param popularity of each item, raised to the exponent
 */
record Rp3beta(int[] held, double[] popularity, double shrinkage) implements Likeness {

  static Rp3beta of(int[] held, Similarity.Settings settings) {
    double mean = (double) Arrays.stream(held).asLongStream().sum() / held.length;
    double[] popularity = new double[held.length];
    Arrays.setAll(
        popularity, item -> StrictMath.pow(held[item] / mean, settings.popularityExponent()));
    return new Rp3beta(held, popularity, settings.shrinkage());
  }

  @Override
  public double basketWeight(int size) {
    return 1.0 / size;
  }

  @Override
  public double of(double together, int item, int other) {
    return together / ((held[item] + shrinkage) * popularity[other]);
  }
}
