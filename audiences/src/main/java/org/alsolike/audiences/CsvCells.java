package org.alsolike.audiences;

import static org.alsolike.tables.SegmentMembers.CONTACTABLE;
import static org.alsolike.tables.SegmentMembers.CUSTOMER;
import static org.alsolike.tables.SegmentMembers.EXCLUDED;
import static org.alsolike.tables.SegmentMembers.HOLDOUT;
import static org.alsolike.tables.SegmentMembers.LAST_ORDER;
import static org.alsolike.tables.SegmentMembers.PERCENTILE;
import static org.alsolike.tables.SegmentMembers.PROBABILITY;
import static org.alsolike.tables.SegmentMembers.REASONS;
import static org.alsolike.tables.SegmentMembers.VALUE;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.tables.Field;
import org.alsolike.tables.SegmentMembers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The cells of a segment's file as texts, in the file's order.
 *
 * @param rows the cells, and after them how many of the row's texts were defused
 */
record CsvCells(Dataset<Row> rows) {

  private static final String[] REASON_CELLS = {"reason_1", "reason_2", "reason_3"};
  private static final String STARTS_A_FORMULA = "^[=+@\\t\\r-]";
  private static final String DEFUSED = "defused";

  static CsvCells mostLikelyFirst(SegmentMembers segment) {
    List<Column> cells = new ArrayList<>();
    cells.add(defused(CUSTOMER.col()).as(CUSTOMER.name()));
    cells.add(number(PROBABILITY, "decimal(5,4)"));
    cells.add(number(PERCENTILE, "bigint"));
    cells.add(number(VALUE, "decimal(18,2)"));
    cells.add(LAST_ORDER.col());
    for (int i = 0; i < REASON_CELLS.length; i++) {
      cells.add(defused(reason(i)).as(REASON_CELLS[i]));
    }
    Stream.of(HOLDOUT, CONTACTABLE).forEach(flag -> cells.add(number(flag, "boolean")));
    cells.add(EXCLUDED.col());
    cells.add(defusedTexts().as(DEFUSED));
    return new CsvCells(ordered(segment).select(cells.toArray(Column[]::new)));
  }

  private static Dataset<Row> ordered(SegmentMembers segment) {
    return segment
        .rows()
        .orderBy(
            PERCENTILE.col().desc_nulls_last(),
            PROBABILITY.col().desc_nulls_last(),
            CUSTOMER.col());
  }

  String[] header() {
    return Stream.of(rows.columns()).filter(name -> !name.equals(DEFUSED)).toArray(String[]::new);
  }

  private static Column reason(int position) {
    return get(REASONS.col(), lit(position));
  }

  private static Column number(Field field, String as) {
    return field.col().cast(as).cast("string").as(field.name());
  }

  private static Column startsAFormula(Column text) {
    return text.rlike(STARTS_A_FORMULA);
  }

  private static Column defused(Column text) {
    return when(startsAFormula(text), concat(lit("'"), text)).otherwise(text);
  }

  private static Column defusedTexts() {
    Column found = oneIf(startsAFormula(CUSTOMER.col()));
    for (int i = 0; i < REASON_CELLS.length; i++) {
      found = found.plus(oneIf(startsAFormula(reason(i))));
    }
    return found;
  }

  private static Column oneIf(Column condition) {
    return when(condition, 1L).otherwise(0L);
  }
}
