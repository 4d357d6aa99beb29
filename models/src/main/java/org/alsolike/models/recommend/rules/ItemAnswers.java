package org.alsolike.models.recommend.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * What the items answer to one rule at one moment.
 *
 * @param met ids of the items that meet its condition
 * @param texts the text it asks of each item, by id; items without one are absent
 * @param likeness how alike items are
 */
record ItemAnswers(Set<String> met, Map<String, String> texts, ItemLikeness likeness) {

  private static final String YES = "true";

  /**
   * @param rows item ids, and an answer as text in a column
   */
  static ItemAnswers of(List<Row> rows, int column, ItemLikeness likeness) {
    Set<String> met = new HashSet<>();
    Map<String, String> texts = new HashMap<>();
    for (Row row : rows) {
      if (!row.isNullAt(column)) {
        texts.put(row.getString(0), row.getString(column));
        if (row.getString(column).equals(YES)) {
          met.add(row.getString(0));
        }
      }
    }
    return new ItemAnswers(met, texts, likeness);
  }

  ItemAnswers with(ItemLikeness known) {
    return new ItemAnswers(met, texts, known);
  }
}
