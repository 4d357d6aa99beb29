package org.alsolike.features.events;

import java.util.List;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of files that have the same columns: the source's own columns under their own names, and
 * three of ours.
 *
 * @param shown one of the files, for messages
 * @param columns the source's own
 */
record SourceRows(String shown, StructType columns, Dataset<Row> rows) {

  static final Field FILE = Field.text("__alsolike_file", "name without the folder");
  static final Field PROBLEM =
      Field.text("__alsolike_problem", "a broken reason found while reading, else null");
  static final Field LINE = Field.text("__alsolike_line", "the text as read, if it does not parse");

  static final List<Field> OURS = List.of(FILE, PROBLEM, LINE);
}
