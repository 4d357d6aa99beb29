package org.alsolike.features.events;

import org.alsolike.tables.Field;

/** Columns of the rows between reading and the finished {@code ValidatedRows}. */
final class ValidationColumns {

  private ValidationColumns() {}

  /** The one that conditions may use. */
  static final Field OCCURRENCE =
      Field.integer(
          "occurrence", "1 for the first of rows identical in all source columns, then 2, ...");

  static final Field FILE = SourceRows.FILE;
  static final Field RAW =
      Field.text("__alsolike_raw", "the unreadable line, else the source columns as JSON");
  static final Field BROKEN_FIRST =
      Field.text("__alsolike_broken_first", "broken reason that comes before all rules");
  static final Field RULE = Field.text("__alsolike_rule", "first rule that rejects the row");
  static final Field RETURNED = Field.flag("__alsolike_returned", "a returns condition holds");
  static final Field BROKEN_LAST =
      Field.text(
          "__alsolike_broken_last", "broken reason that counts when no rule rejects the row");
}
