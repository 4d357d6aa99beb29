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

  public static final Field ORDERS =
      Field.integer("orders", "orders of the customer in which the item was bought and kept");
  public static final Field FIRST_BOUGHT =
      Field.instant("first_bought_at", "when the item was first bought and kept; null when never");
  public static final Field LAST_BOUGHT =
      Field.instant("last_bought_at", "when the item was last bought and kept; null when never");
  public static final Field PRICE =
      Field.money("price_paid", "mean unit price of what was bought and kept; null when nothing");

  public static final Table TABLE =
      Table.of(
          "affinities",
          "one row per customer and item",
          CUSTOMER,
          ITEM,
          WEIGHT,
          BOUGHT,
          ORDERS,
          FIRST_BOUGHT,
          LAST_BOUGHT,
          PRICE);

  public Affinities {
    rows = TABLE.conform(rows);
  }
}
