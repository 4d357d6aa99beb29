package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.AVERAGE_PRECISION;
import static org.alsolike.tables.CustomerMetrics.BOUGHT_BEFORE;
import static org.alsolike.tables.CustomerMetrics.COUNTRY;
import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.HIT;
import static org.alsolike.tables.CustomerMetrics.HITS;
import static org.alsolike.tables.CustomerMetrics.HITS_HEAD;
import static org.alsolike.tables.CustomerMetrics.HITS_MIDDLE;
import static org.alsolike.tables.CustomerMetrics.K;
import static org.alsolike.tables.CustomerMetrics.LISTED;
import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.NDCG;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.RECALL;
import static org.alsolike.tables.CustomerMetrics.RELEVANT;
import static org.alsolike.tables.CustomerMetrics.RELEVANT_HEAD;
import static org.alsolike.tables.CustomerMetrics.RELEVANT_MIDDLE;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Recommendations.ITEM;
import static org.alsolike.tables.Recommendations.RANK;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import org.alsolike.tables.CustomerMetrics;
import org.alsolike.tables.Field;
import org.alsolike.tables.PopularItems;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Compares lists with the truth, customer by customer and depth by depth. */
record CustomerJudging(JudgedLists lists, List<Integer> depths) {

  private static final Field RANKS = ranks("ranks");
  private static final Field RANKS_HEAD = ranks("ranks_head");
  private static final Field RANKS_MIDDLE = ranks("ranks_middle");
  private static final Column HEAD = RelevantItems.STRATUM.col().equalTo(0);
  private static final Column MIDDLE = RelevantItems.STRATUM.col().equalTo(1);
  private static final Field FOUND = Field.flag("found", "true when the listed item is relevant");

  private static final Column ANYWHERE =
      PopularItems.COUNTRY.col().equalTo(PopularItems.EVERYWHERE);

  private static final String[] ASKED = {TASK.name(), CUSTOMER.name()};
  private static final String[] LIST = {MODEL.name(), TASK.name(), CUSTOMER.name()};
  private static final String[] LISTED_ITEM = {TASK.name(), CUSTOMER.name(), ITEM.name()};

  CustomerMetrics against(RelevantItems truth) {
    Dataset<Row> customers =
        truth
            .rows()
            .groupBy(
                TASK.col(),
                NEW_CUSTOMER.col(),
                CUSTOMER.col(),
                COUNTRY.col(),
                BOUGHT_BEFORE.col()) // the last two follow from the customer
            .agg(
                count(lit(1)).as(RELEVANT.name()),
                count_if(HEAD).as(RELEVANT_HEAD.name()),
                count_if(MIDDLE).as(RELEVANT_MIDDLE.name()));

    Dataset<Row> asked =
        customers
            .join(broadcast(models(truth)), TASK.name()) // one row per model of the task
            .join(hits(truth, customers), LIST, "left"); // at most one row on the right

    return new CustomerMetrics(
        asked
            .withColumn(K.name(), explode(array(depthColumns())))
            .withColumn(RANKS.name(), withinK(RANKS))
            .withColumn(HITS_HEAD.name(), size(withinK(RANKS_HEAD)).cast(HITS.type()))
            .withColumn(HITS_MIDDLE.name(), size(withinK(RANKS_MIDDLE)).cast(HITS.type()))
            .withColumn(HITS.name(), size(RANKS.col()).cast(HITS.type()))
            .withColumn(LISTED.name(), least(coalesce(LISTED.col(), lit(0L)), K.col()))
            .withColumn(RECALL.name(), RankingFormulas.recall(RANKS.col(), RELEVANT.col()))
            .withColumn(NDCG.name(), RankingFormulas.ndcg(RANKS.col(), RELEVANT.col(), K.col()))
            .withColumn(
                AVERAGE_PRECISION.name(),
                RankingFormulas.averagePrecision(RANKS.col(), RELEVANT.col(), K.col()))
            .withColumn(HIT.name(), when(HITS.col().gt(0), 1.0).otherwise(0.0)));
  }

  /** One row per model, task and customer who has a list. */
  private Dataset<Row> hits(RelevantItems truth, Dataset<Row> customers) {
    Dataset<Row> relevant =
        truth
            .rows()
            .select(TASK.col(), CUSTOMER.col(), ITEM.col(), RelevantItems.STRATUM.col())
            .withColumn(FOUND.name(), lit(true));
    return shown(customers)
        .join(relevant, LISTED_ITEM, "left") // at most one row on the right
        .groupBy(MODEL.col(), TASK.col(), CUSTOMER.col())
        .agg(
            count(lit(1)).as(LISTED.name()),
            ranksWhere(FOUND.col()).as(RANKS.name()),
            ranksWhere(HEAD).as(RANKS_HEAD.name()),
            ranksWhere(MIDDLE).as(RANKS_MIDDLE.name()));
  }

  /** What each customer of a task is shown by each model. */
  private Dataset<Row> shown(Dataset<Row> customers) {
    Dataset<Row> asked = customers.select(ASKED[0], ASKED[1]);
    Dataset<Row> listed = lists.rows().join(asked, ASKED, "left_semi");
    int deepest = depths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    return lists.contenders().stream()
        .flatMap(contender -> shownInstead(contender, asked).stream())
        .reduce(listed, Dataset::unionByName)
        .where(RANK.col().leq(deepest));
  }

  /** What is popular, for the customers of whom a served list says nothing. */
  private Optional<Dataset<Row>> shownInstead(JudgedList contender, Dataset<Row> asked) {
    Column sameTask = TASK.col().equalTo(contender.task().key());
    Dataset<Row> listed =
        lists
            .rows()
            .where(sameTask.and(MODEL.col().equalTo(contender.model())))
            .select(CUSTOMER.col());
    return contender
        .whenUnlisted()
        .map(popular -> popular.rows().where(ANYWHERE))
        .map(
            everywhere ->
                asked
                    .where(sameTask)
                    .join(listed, new String[] {CUSTOMER.name()}, "left_anti")
                    .crossJoin(broadcast(everywhere))) // one short list on the right
        .map(rows -> JudgedLists.labelled(contender, rows));
  }

  private Dataset<Row> models(RelevantItems truth) {
    List<Row> rows =
        lists.contenders().stream().map(c -> RowFactory.create(c.model(), c.task().key())).toList();
    StructType schema =
        new StructType().add(MODEL.name(), MODEL.type()).add(TASK.name(), TASK.type());
    return truth.rows().sparkSession().createDataFrame(rows, schema);
  }

  private Column[] depthColumns() {
    return depths.stream().map(k -> lit(k.longValue())).toArray(Column[]::new);
  }

  private static Field ranks(String name) {
    return new Field(
        name,
        DataTypes.createArrayType(DataTypes.LongType),
        "at which the list holds a relevant item, ascending");
  }

  private static Column ranksWhere(Column condition) {
    return sort_array(collect_list(when(condition, RANK.col())));
  }

  private static Column withinK(Field ranks) {
    Column none = array().cast(ranks.type());
    return filter(coalesce(ranks.col(), none), rank -> rank.leq(K.col()));
  }
}
