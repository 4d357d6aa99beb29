package org.alsolike.tables;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source after validation: every input row once, either accepted into its table or rejected with
 * a reason. It is written once, and what was written is what is counted.
 *
 * @param table what accepted rows become: events, items or customers
 */
public record ValidatedRows(String source, Table table, Dataset<Row> rows) {

  public static final Field FILE = RejectedEvents.FILE;
  public static final Field REASON =
      Field.text("reason", "null: the row is accepted; else the name of the rule that rejected it");
  public static final Field BROKEN = RejectedEvents.BROKEN;
  public static final Field RAW =
      Field.text("raw", "as in rejected_events; null for accepted rows");

  public ValidatedRows {
    List<Field> fields = new ArrayList<>(table.fields());
    fields.addAll(List.of(FILE, REASON, BROKEN, RAW));
    rows = new Table("validated_" + source, "one row per input row", fields).conform(rows);
  }

  /** The accepted rows, as {@link #table} declares them. */
  public Dataset<Row> accepted() {
    return table.conform(rows.where(REASON.col().isNull()));
  }

  public RejectedEvents rejected() {
    return new RejectedEvents(
        rows.where(REASON.col().isNotNull()).withColumn(RejectedEvents.SOURCE.name(), lit(source)));
  }
}
