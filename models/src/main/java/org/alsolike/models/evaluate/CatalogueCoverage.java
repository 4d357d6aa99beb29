package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Recommendations.ITEM;
import static org.alsolike.tables.Recommendations.RANK;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.alsolike.tables.History;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The share of the items sold before the cut-off that appear within the first k of at least one
 * list. All lists count, not only those of customers who bought in the window.
 */
record CatalogueCoverage(JudgedLists lists, List<Integer> depths) {

  /** The figure's name at a depth. */
  static String at(int k) {
    return "coverage@" + k;
  }

  List<Figure> over(History history) {
    Dataset<Row> catalogue = history.purchases().rows().select(ITEM.col()).distinct();
    long sold = catalogue.count();
    List<Figure> figures = new ArrayList<>();
    for (Row row : listed(catalogue).collectAsList()) {
      Task task = Task.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
      for (int i = 0; i < depths.size(); i++) {
        Estimate share = Estimate.counted((double) row.getLong(2 + i) / sold, 0);
        figures.add(new Figure(row.getString(0), task, Slice.KNOWN, at(depths.get(i)), share));
      }
    }
    return figures;
  }

  /** One row per model and task: how many items of the catalogue it lists, per depth. */
  private Dataset<Row> listed(Dataset<Row> catalogue) {
    Column[] perDepth =
        depths.stream()
            .map(k -> count(when(RANK.col().leq(k), lit(1))).as(at(k)))
            .toArray(Column[]::new);
    return lists
        .rows()
        .groupBy(MODEL.col(), TASK.col(), ITEM.col())
        .agg(min(RANK.col()).as(RANK.name()))
        .join(catalogue, new String[] {ITEM.name()}, "left_semi")
        .groupBy(MODEL.col(), TASK.col())
        .agg(perDepth[0], Arrays.copyOfRange(perDepth, 1, perDepth.length));
  }
}
