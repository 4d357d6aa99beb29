package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ranked lists: for each customer the items to show, best first. */
public record Recommendations(String list, Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field RANK =
      Field.integer("rank", "position in the list, from 1 without gaps");
  public static final Field ITEM = Events.ITEM;
  public static final Field SCORE =
      Field.real("score", "comparable within one list and tier only; never NaN");
  public static final Field TIER =
      Field.text("tier", "who proposed it: a recommender, popular_in_country or popular");

  public static final Table TABLE =
      Table.of(
          "recommendations", "one row per customer and rank", CUSTOMER, RANK, ITEM, SCORE, TIER);

  public Recommendations {
    rows = TABLE.conform(rows);
  }

  /** The same list under another name. */
  public Recommendations named(String name) {
    return new Recommendations(name, rows);
  }
}
