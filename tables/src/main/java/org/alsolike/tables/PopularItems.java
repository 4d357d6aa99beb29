package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The lists for customers without history: what sells in each country, and overall. */
public record PopularItems(Dataset<Row> rows) {

  public static final Field COUNTRY =
      Field.text("country", "the country; the empty text stands for the whole shop");
  public static final Field RANK = Recommendations.RANK;
  public static final Field ITEM = Events.ITEM;
  public static final Field SCORE = Recommendations.SCORE;

  public static final Table TABLE =
      Table.of(
          "popular_items",
          "one row per country and rank, and per rank for the whole shop",
          COUNTRY,
          RANK,
          ITEM,
          SCORE);

  public PopularItems {
    rows = TABLE.conform(rows);
  }

  /** The country of the list that holds everywhere. */
  public static final String EVERYWHERE = "";
}
