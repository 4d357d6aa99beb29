package org.alsolike.tables;

import java.util.List;

/**
 * Every table of a fixed shape, in the order in which they flow. docs/tables.md is made from it.
 */
public final class Tables {

  private Tables() {}

  public static final List<Table> ALL =
      List.of(
          Events.TABLE,
          RejectedEvents.TABLE,
          Items.TABLE,
          Customers.TABLE,
          Purchases.TABLE,
          Affinities.TABLE,
          Recommendations.TABLE,
          SimilarItems.TABLE,
          PopularItems.TABLE,
          PropensityScores.TABLE,
          SegmentMembers.TABLE,
          CustomerMetrics.TABLE);
}
