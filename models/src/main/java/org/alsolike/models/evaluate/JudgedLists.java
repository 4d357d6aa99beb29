package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Recommendations.ITEM;
import static org.alsolike.tables.Recommendations.RANK;
import static org.apache.spark.sql.functions.lit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lists of all contenders in one table, so that they are written, read and compared in one
 * pass.
 *
 * @param contenders in the order of tables and figures
 */
public record JudgedLists(List<JudgedList> contenders, Dataset<Row> rows) {

  private static final Table TABLE =
      Table.of(
          "judged_lists",
          "one row per model, task, customer and rank",
          MODEL,
          TASK,
          CUSTOMER,
          RANK,
          ITEM);

  public JudgedLists {
    contenders = List.copyOf(contenders);
    rows = TABLE.conform(rows);
  }

  /**
   * The lists as their models make them; lazy.
   *
   * @throws IllegalArgumentException when there is no list, or two of one name for one task
   */
  public static JudgedLists of(List<JudgedList> contenders) {
    refuseTwins(contenders);
    return new JudgedLists(
        contenders,
        contenders.stream()
            .map(contender -> labelled(contender, contender.lists().rows()))
            .reduce(Dataset::unionByName)
            .orElseThrow(() -> new IllegalArgumentException("there is no list to judge")));
  }

  /** The same lists, read back from where they were written. */
  public JudgedLists readBack(Dataset<Row> written) {
    return new JudgedLists(contenders, written);
  }

  /** Lists with the names of the contender they belong to. */
  static Dataset<Row> labelled(JudgedList contender, Dataset<Row> lists) {
    return lists.select(
        lit(contender.model()).as(MODEL.name()),
        lit(contender.task().key()).as(TASK.name()),
        CUSTOMER.col(),
        RANK.col(),
        ITEM.col());
  }

  private static void refuseTwins(List<JudgedList> contenders) {
    Set<String> seen = new HashSet<>();
    for (JudgedList contender : contenders) {
      if (!seen.add(contender.task().key() + " " + contender.model())) {
        throw new IllegalArgumentException(
            "two lists for %s are both called %s; name one of them differently"
                .formatted(contender.task().words(), contender.model()));
      }
    }
  }
}
