package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Purchases.ITEM;
import static org.apache.spark.sql.functions.lit;

import org.alsolike.tables.Affinities;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The truth of a window: what each customer bought in it, as each task counts it. Purchases without
 * a customer are left out, because nobody can be shown a list for them.
 */
record RelevantItems(Dataset<Row> rows) {

  private static final Table TABLE =
      Table.of(
          "relevant_items",
          "one row per task, customer and item bought in the window",
          TASK,
          NEW_CUSTOMER,
          CUSTOMER,
          ITEM);

  private static final String[] PAIR = {CUSTOMER.name(), ITEM.name()};
  private static final Field KNOWN = Field.flag("known", "true when the history holds them");

  RelevantItems {
    rows = TABLE.conform(rows);
  }

  static RelevantItems of(History history, Purchases window) {
    Dataset<Row> affinities = history.affinities().rows();
    Dataset<Row> known =
        affinities.select(CUSTOMER.col()).distinct().withColumn(KNOWN.name(), lit(true));
    Dataset<Row> boughtBefore = affinities.where(Affinities.BOUGHT.col()).select(PAIR[0], PAIR[1]);

    Dataset<Row> bought =
        window
            .rows()
            .where(CUSTOMER.col().isNotNull())
            .select(CUSTOMER.col(), ITEM.col())
            .distinct()
            .join(known, new String[] {CUSTOMER.name()}, "left") // at most one row on the right
            .withColumn(NEW_CUSTOMER.name(), KNOWN.col().isNull());

    Dataset<Row> first = bought.join(boughtBefore, PAIR, "left_anti");
    return new RelevantItems(of(Task.ALL, bought).unionByName(of(Task.FIRST, first)));
  }

  private static Dataset<Row> of(Task task, Dataset<Row> bought) {
    return bought.withColumn(TASK.name(), lit(task.key())).drop(KNOWN.name());
  }
}
