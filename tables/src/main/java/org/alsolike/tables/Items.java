package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the shop says about its items (optional source). */
public record Items(Dataset<Row> rows) {

  public static final Field ITEM = Events.ITEM;
  public static final Field TITLE = Field.text("title", "display name; may be null");
  public static final Field CATEGORY = Field.text("category", "one category; may be null");
  public static final Field PRICE =
      Field.money("price", "price in the shop's currency; may be null");
  public static final Field KNOWN_FROM =
      Field.instant(
          "known_from", "the statement holds from here on; null: timeless, used at every as-of");

  public static final Table TABLE =
      Table.of(
          "items",
          "one row per item and statement; several statements with different known_from may exist",
          ITEM,
          TITLE,
          CATEGORY,
          PRICE,
          KNOWN_FROM);

  public Items {
    rows = TABLE.conform(rows);
  }
}
