package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;

import java.time.Instant;
import java.util.stream.Stream;
import org.alsolike.tables.Field;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Purchases as they were known at several moments, made, written and read as one table. */
public record PastPurchases(Dataset<Row> rows) {

  private static final Table TABLE =
      Table.of(
          "past_purchases",
          "one row per as-of and purchase line before it",
          Stream.concat(Stream.of(AS_OF), Purchases.TABLE.fields().stream()).toArray(Field[]::new));

  public PastPurchases {
    rows = TABLE.conform(rows);
  }

  /** Those of one moment, which must be among the moments of the table. */
  public Purchases at(Instant asOf) {
    return new Purchases(rows.where(AS_OF.col().equalTo(asOf)));
  }
}
