package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was known about each item just before an as-of: one row per as-of and item. A table may hold
 * several as-ofs.
 */
public record ItemFeatures(FeatureSchema schema, Dataset<Row> rows) {

  public static final Field ITEM = Events.ITEM;
  public static final Field AS_OF =
      Field.instant("as_of", "exclusive: nothing in the row happened at or after it");

  public ItemFeatures {
    rows = schema.conform(rows, ITEM, AS_OF);
  }
}
