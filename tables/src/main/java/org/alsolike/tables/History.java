package org.alsolike.tables;

import java.time.Instant;
import java.util.Set;

/**
 * What was known at one moment, and all that a recommender may learn from. Only the feature store
 * makes one.
 *
 * @param asOf exclusive: nothing in here happened at or after it
 * @param giants ids of the customers who hold or bought so much that nothing is learned from them;
 *     they have lists as others have
 */
public record History(
    Instant asOf,
    Affinities affinities,
    Purchases purchases,
    ItemFeatures itemFeatures,
    CustomerFeatures customerFeatures,
    Set<String> giants) {

  public History {
    giants = Set.copyOf(giants);
  }

  /** Everybody is learned from. */
  public History(
      Instant asOf,
      Affinities affinities,
      Purchases purchases,
      ItemFeatures itemFeatures,
      CustomerFeatures customerFeatures) {
    this(asOf, affinities, purchases, itemFeatures, customerFeatures, Set.of());
  }

  /** The same moment, as if other things were held and bought. */
  public History with(Affinities others, Purchases otherPurchases) {
    return new History(asOf, others, otherPurchases, itemFeatures, customerFeatures, giants);
  }

  /** The same, of which these customers are the giants. */
  public History withGiants(Set<String> customers) {
    return new History(asOf, affinities, purchases, itemFeatures, customerFeatures, customers);
  }
}
