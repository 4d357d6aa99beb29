package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How strongly each customer is drawn to each item, from weighted and time-decayed events. */
public record Affinities(Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field ITEM = Events.ITEM;
  public static final Field WEIGHT =
      Field.exact(
          "weight",
          "strength, without unit; 0 when everything bought was returned: nothing is learned from it, yet it is masked");
  public static final Field BOUGHT =
      Field.flag(
          "bought", "true when the customer bought the item before the cut-off, kept or returned");

  public static final Table TABLE =
      Table.of("affinities", "one row per customer and item", CUSTOMER, ITEM, WEIGHT, BOUGHT);

  public Affinities {
    rows = TABLE.conform(rows);
  }
}
