package org.alsolike.models.recommend.neighbours;

import java.util.stream.IntStream;

/**
 * By what items are held to be alike. In the formulas, a and b are the numbers of baskets that hold
 * the one item and the other, c the number of those that hold both, n the number of all baskets,
 * and s the shrinkage.
 */
public enum Similarity {
  /**
   * {@code c / (sqrt(a b) + s)} (Sarwar, Karypis, Konstan, Riedl 2001, "Item-Based Collaborative
   * Filtering Recommendation Algorithms"; the shrinkage as in Bell, Koren 2007).
   */
  COSINE {
    @Override
    Likeness of(Baskets baskets, Settings settings) {
      return new Cosine(held(baskets), settings.shrinkage());
    }
  },
  /**
   * {@code G / (G + s)} for items that meet more often than by chance, where G is the logarithm of
   * the likelihood ratio times two that the items' baskets are independent (Dunning 1993, "Accurate
   * Methods for the Statistics of Surprise and Coincidence", section 4).
   */
  LOG_LIKELIHOOD {
    @Override
    Likeness of(Baskets baskets, Settings settings) {
      return LogLikelihood.of(held(baskets), baskets.count(), settings.shrinkage());
    }
  },
  /**
   * {@code p / ((a + s) (b / m)^e)}: the walk from item to basket to item, which arrives with
   * probability {@code p / a} where p is the sum of one by the size of the baskets that hold both,
   * told less of popular items (Paudel, Christoffel, Newell, Bernstein 2017, "Updatable, Accurate,
   * Diverse, and Scalable Recommendations for Interactive Applications", section 3; Christoffel et
   * al. 2015, "Blockbusters and Wallflowers"). The exponent e is the paper's beta; m is the mean of
   * the items' numbers of baskets.
   */
  RP3BETA {
    @Override
    Likeness of(Baskets baskets, Settings settings) {
      return Rp3beta.of(held(baskets), settings);
    }
  };

  /**
   * @param shrinkage how much evidence is worth half; 0 or above, for {@link #LOG_LIKELIHOOD} above
   *     0
   * @param popularityExponent how much less is told of popular items, for {@link #RP3BETA} alone
   */
  public record Settings(double shrinkage, double popularityExponent) {}

  abstract Likeness of(Baskets baskets, Settings settings);

  /** How many baskets hold each item. */
  private static int[] held(Baskets baskets) {
    return IntStream.range(0, baskets.itemCount()).map(baskets::with).toArray();
  }
}
