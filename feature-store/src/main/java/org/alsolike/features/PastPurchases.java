package org.alsolike.features;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.tables.Field;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Purchases as they were known at several moments, made, written and read as one table. What no
 * return ever touches is known alike at all of them, and is one row.
 */
public record PastPurchases(Dataset<Row> rows) {

  static final Field ONLY_AT =
      Field.instant(
          "only_at", "the as-of at which this was kept; null: at each after the purchase");

  private static final Table TABLE =
      Table.of(
          "past_purchases",
          "one row per purchase line, or per as-of and line where a return touches its pair",
          Stream.concat(Stream.of(ONLY_AT), Purchases.TABLE.fields().stream())
              .toArray(Field[]::new));

  public PastPurchases {
    rows = TABLE.conform(rows);
  }

  /** Those of one moment, which must be among the moments of the table. */
  public Purchases at(Instant asOf) {
    return new Purchases(at(List.of(asOf)));
  }

  /** Those of moments that are among the moments of the table: once per moment, with it. */
  Dataset<Row> at(List<Instant> asOfs) {
    return AsOf.cut(rows, asOfs)
        .where(ONLY_AT.col().isNull().or(ONLY_AT.col().equalTo(AsOf.AS_OF.col())));
  }
}
