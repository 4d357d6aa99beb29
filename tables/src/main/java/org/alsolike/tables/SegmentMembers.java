package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who is in a segment, who of them may be contacted and who is held out. */
public record SegmentMembers(String segment, Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field PROBABILITY = PropensityScores.PROBABILITY;
  public static final Field PERCENTILE = PropensityScores.PERCENTILE;
  public static final Field VALUE =
      Field.money(
          "value_365d",
          "net amount bought in the 365 days before the as-of, in the shop's currency");
  public static final Field LAST_ORDER =
      Field.text("last_order", "date of the last order, yyyy-mm-dd");
  public static final Field REASONS = PropensityScores.REASONS;
  public static final Field HOLDOUT =
      Field.flag("holdout", "true: never contacted, kept to measure the effect");
  public static final Field CONTACTABLE =
      Field.flag(
          "contactable",
          "true: consent allows contact for the purpose and the customer is not held out");
  public static final Field EXCLUDED =
      Field.text(
          "excluded",
          "why not contactable: no_consent, unknown_consent or holdout; null when contactable");

  public static final Table TABLE =
      Table.of(
          "segment_members",
          "one row per customer in the segment",
          CUSTOMER,
          PROBABILITY,
          PERCENTILE,
          VALUE,
          LAST_ORDER,
          REASONS,
          HOLDOUT,
          CONTACTABLE,
          EXCLUDED);

  public SegmentMembers {
    rows = TABLE.conform(rows);
  }
}
