package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the shop says about its customers (optional source). */
public record Customers(Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field COUNTRY = Field.text("country", "may be null");
  public static final Field CONSENT =
      Field.flag("consent", "true: may be contacted, false: may not, null: unknown");
  public static final Field KNOWN_FROM =
      Field.instant(
          "known_from", "the statement holds from here on; null: timeless, used at every as-of");

  public static final Table TABLE =
      Table.of(
          "customers",
          "one row per customer and statement; several statements with different known_from may exist",
          CUSTOMER,
          COUNTRY,
          CONSENT,
          KNOWN_FROM);

  public Customers {
    rows = TABLE.conform(rows);
  }
}
