package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was known about each customer just before an as-of: one row per as-of and customer. A table
 * may hold several as-ofs.
 */
public record CustomerFeatures(FeatureSchema schema, Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field AS_OF =
      Field.instant("as_of", "exclusive: nothing in the row happened at or after it");

  public CustomerFeatures {
    rows = schema.conform(rows, CUSTOMER, AS_OF);
  }
}
