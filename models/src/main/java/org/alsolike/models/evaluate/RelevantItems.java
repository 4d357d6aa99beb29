package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.BOUGHT_BEFORE;
import static org.alsolike.tables.CustomerMetrics.COUNTRY;
import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Purchases.ITEM;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The truth of a window: what each customer bought in it, as each task counts it. Purchases without
 * a customer are left out, because nobody can be shown a list for them, and those of giants: what a
 * bot or a till buys says nothing of what a list is worth to people.
 */
record RelevantItems(Dataset<Row> rows) {

  /** Of an item: 0 in the head, 1 in the middle, 2 in the tail. */
  static final Field STRATUM = Field.integer("stratum", "0 head, 1 middle, 2 tail");

  private static final Table TABLE =
      Table.of(
          "relevant_items",
          "one row per task, customer and item bought in the window",
          TASK,
          NEW_CUSTOMER,
          CUSTOMER,
          COUNTRY,
          BOUGHT_BEFORE,
          ITEM,
          STRATUM);

  private static final long TAIL = 2;
  private static final String[] PAIR = {CUSTOMER.name(), ITEM.name()};
  private static final String[] ID = {CUSTOMER.name()};
  private static final String[] ITEM_ID = {ITEM.name()};
  private static final Field KNOWN = Field.flag("known", "true when the history holds them");

  RelevantItems {
    rows = TABLE.conform(rows);
  }

  static RelevantItems of(History history, SoldItems sold, Purchases window) {
    Dataset<Row> affinities = history.affinities().rows();
    Dataset<Row> known =
        affinities
            .groupBy(CUSTOMER.col())
            .agg(count_if(Affinities.BOUGHT.col()).as(BOUGHT_BEFORE.name()))
            .withColumn(KNOWN.name(), lit(true));
    Dataset<Row> boughtBefore = affinities.where(Affinities.BOUGHT.col()).select(PAIR[0], PAIR[1]);

    Dataset<Row> bought =
        history
            .withoutGiants(window.rows())
            .where(CUSTOMER.col().isNotNull())
            .select(CUSTOMER.col(), ITEM.col())
            .distinct()
            .join(known, ID, "left") // at most one row on the right
            .join(countries(history), ID, "left") // at most one row on the right
            .join(broadcast(strata(sold, window)), ITEM_ID, "left") // at most one row on the right
            .withColumn(NEW_CUSTOMER.name(), KNOWN.col().isNull())
            .withColumn(BOUGHT_BEFORE.name(), coalesce(BOUGHT_BEFORE.col(), lit(0L)))
            .withColumn(STRATUM.name(), coalesce(STRATUM.col(), lit(TAIL)));

    Dataset<Row> first = bought.join(boughtBefore, PAIR, "left_anti");
    return new RelevantItems(of(Task.ALL, bought).unionByName(of(Task.FIRST, first)));
  }

  private static Dataset<Row> countries(History history) {
    CustomerFeatures features = history.customerFeatures();
    Column country =
        features.schema().find(COUNTRY.name()).isPresent()
            ? COUNTRY.col()
            : lit(null).cast(COUNTRY.type());
    return features.rows().select(CUSTOMER.col(), country.as(COUNTRY.name()));
  }

  /** One row per item of head and middle. */
  private static Dataset<Row> strata(SoldItems sold, Purchases window) {
    List<Row> rows = new ArrayList<>();
    List<Set<String>> strata = sold.headAndMiddle();
    for (int i = 0; i < strata.size(); i++) {
      long stratum = i;
      strata.get(i).forEach(item -> rows.add(RowFactory.create(item, stratum)));
    }
    StructType schema =
        new StructType().add(ITEM.name(), ITEM.type()).add(STRATUM.name(), STRATUM.type());
    return window.rows().sparkSession().createDataFrame(rows, schema);
  }

  private static Dataset<Row> of(Task task, Dataset<Row> bought) {
    return bought.withColumn(TASK.name(), lit(task.key())).drop(KNOWN.name());
  }
}
