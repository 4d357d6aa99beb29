package org.alsolike.benchmarks;

import static org.alsolike.benchmarks.InteractionFile.CUSTOMER;
import static org.alsolike.benchmarks.InteractionFile.ITEM;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What is trained on, and what is looked for.
 *
 * @param past for those who learn from several moments
 * @param history to train on
 * @param relevant items by customer; the customers who are judged
 */
record RankingTask(
    Past past, History history, Map<String, Set<String>> relevant, RankingBenchmark.Split split) {

  /**
   * @param taken customers and items of the test
   * @param seen customers and items before it
   */
  static Map<String, Set<String>> relevant(
      Dataset<Row> taken, Dataset<Row> seen, RankingBenchmark.Split split) {
    Dataset<Row> pairs = taken.select(CUSTOMER, ITEM).distinct();
    if (split == RankingBenchmark.Split.first) {
      pairs =
          pairs.join(
              seen.select(CUSTOMER, ITEM).distinct(), new String[] {CUSTOMER, ITEM}, "left_anti");
    }
    Map<String, Set<String>> relevant = new TreeMap<>();
    for (Row row :
        pairs.groupBy(CUSTOMER).agg(collect_set(col(ITEM)).as("items")).collectAsList()) {
      relevant.put(row.getString(0), new TreeSet<>(row.<String>getList(1)));
    }
    return relevant;
  }

  /** The k best items of each customer who is judged, over the full catalogue. */
  Map<String, List<String>> lists(RecommendationModel model, int k) {
    SparkSession spark = history.affinities().rows().sparkSession();
    Dataset<Row> asked =
        spark.createDataset(List.copyOf(relevant.keySet()), Encoders.STRING()).toDF(CUSTOMER);
    Candidates candidates =
        split == RankingBenchmark.Split.first ? Candidates.UNSEEN : Candidates.ALL;
    // Gathered, not ordered: to order by ranges, Spark would make every list twice.
    Iterator<Row> rows =
        model
            .forCustomers(history, candidates.seenBy(new Viewers.Those(asked)), k)
            .rows()
            .groupBy("customer_id")
            .agg(sort_array(collect_list(struct("rank", "item_id"))))
            .toLocalIterator();
    Map<String, List<String>> lists = new HashMap<>();
    rows.forEachRemaining(
        row ->
            lists.put(
                row.getString(0),
                row.<Row>getList(1).stream().map(place -> place.getString(1)).toList()));
    return lists;
  }
}
