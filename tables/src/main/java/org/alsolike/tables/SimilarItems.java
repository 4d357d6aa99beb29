package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** For each item the items that go with it, best first. */
public record SimilarItems(String list, Dataset<Row> rows) {

  public static final Field ITEM = Events.ITEM;
  public static final Field RANK = Recommendations.RANK;
  public static final Field SIMILAR =
      Field.text("similar_item_id", "the related item, never the item itself");
  public static final Field SCORE = Recommendations.SCORE;
  public static final Field TIER = Recommendations.TIER;

  public static final Table TABLE =
      Table.of("similar_items", "one row per item and rank", ITEM, RANK, SIMILAR, SCORE, TIER);

  public SimilarItems {
    rows = TABLE.conform(rows);
  }
}
