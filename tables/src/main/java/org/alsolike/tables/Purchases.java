package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was bought, and how much of it was kept as far as was known at the cut-off. */
public record Purchases(Dataset<Row> rows) {

  public static final Field ORDER = Events.ORDER;
  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field ITEM = Events.ITEM;
  public static final Field OCCURRED_AT = Events.OCCURRED_AT;
  public static final Field QUANTITY = Events.QUANTITY;
  public static final Field KEPT =
      Field.money("kept", "units not returned before the cut-off; 0 when all came back");
  public static final Field UNIT_PRICE = Events.UNIT_PRICE;

  public static final Table TABLE =
      Table.of(
          "purchases",
          "one row per purchase line",
          ORDER,
          CUSTOMER,
          ITEM,
          OCCURRED_AT,
          QUANTITY,
          KEPT,
          UNIT_PRICE);

  public Purchases {
    rows = TABLE.conform(rows);
  }
}
