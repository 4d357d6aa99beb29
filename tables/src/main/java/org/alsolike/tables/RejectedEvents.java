package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Input rows that did not become events, items or customers, each with the reason. */
public record RejectedEvents(Dataset<Row> rows) {

  public static final Field SOURCE =
      Field.text("source", "transactions, interactions, items or customers");
  public static final Field FILE = Field.text("file", "name of the file without its folder");
  public static final Field REASON = Field.text("reason", "name of the rule that rejected the row");
  public static final Field BROKEN =
      Field.flag(
          "broken",
          "true when the row could not be understood, false when a rule of the shop filters it");
  public static final Field RAW =
      Field.text(
          "raw", "the line as read where it does not parse, otherwise the source columns as JSON");

  public static final Table TABLE =
      Table.of(
          "rejected_events",
          "one row per input row that was not accepted",
          SOURCE,
          FILE,
          REASON,
          BROKEN,
          RAW);

  public RejectedEvents {
    rows = TABLE.conform(rows);
  }
}
