package org.alsolike.tables;

import java.time.Instant;

/**
 * What was known at one moment, and all that a recommender may learn from. Only the feature store
 * makes one.
 *
 * @param asOf exclusive: nothing in here happened at or after it
 */
public record History(
    Instant asOf,
    Affinities affinities,
    Purchases purchases,
    ItemFeatures itemFeatures,
    CustomerFeatures customerFeatures) {}
