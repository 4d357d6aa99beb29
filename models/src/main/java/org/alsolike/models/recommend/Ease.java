package org.alsolike.models.recommend;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.inprocess.EaseSolver;
import org.alsolike.models.recommend.inprocess.ItemWeights;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recommends by item weights that predict each item from all others, learned in closed form (Steck
 * 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", eq. 8). Whether a customer holds an
 * item is learned from, not how strongly; how strongly counts when the customer is scored.
 *
 * @param regularization times the mean number of customers who hold an item
 * @param kept how many weights of largest magnitude are kept of each item
 * @param threads that learn; what is learned does not depend on it
 * @param memoryLimitMb learning is refused when it would take more, in MiB
 */
public record Ease(double regularization, int kept, int threads, int memoryLimitMb)
    implements Recommender {

  private static final String TABLE_NAME = "item_weights";

  public Ease {
    Hyperparameter.requireBetween("regularization", regularization, 0.000001, 1_000_000);
    Hyperparameter.requireBetween("kept", kept, 1, 100_000);
    Hyperparameter.requireBetween("threads", threads, 1, 1024);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1_000_000);
  }

  public static Ease defaults() {
    return new Ease(1, 500, 2, 12_288);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().log("regularization", "0.05", "20");
  }

  @Override
  public RecommendationModel train(History history) {
    Holdings held =
        Holdings.collect(
            history.affinities(), (items, pairs) -> EaseSolver.bytes(items), memoryLimitMb);
    var pairs = held.customers().binary();
    double lambda = regularization * pairs.entries() / pairs.columns();
    ItemWeights weights = new EaseSolver(lambda).solve(pairs, threads).nearest(kept);
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("estimated_mb", EaseSolver.bytes(held.items().size()) >> 20);
    counts.put("lambda", Math.round(lambda));
    var spark = history.affinities().rows().sparkSession();
    return new Model(ItemWeightRows.of(held.items(), weights, spark), counts);
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME), new TreeMap<>());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements ScoringModel {
    private final Dataset<Row> table;
    private final SortedMap<String, Long> counts;

    Model(Dataset<Row> table, SortedMap<String, Long> counts) {
      this.table = table;
      this.counts = counts;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(TABLE_NAME, table);
    }

    @Override
    public SortedMap<String, Long> counts() {
      return counts;
    }

    @Override
    public String tier() {
      return name();
    }

    @Override
    public Dataset<Row> items() {
      return table;
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      return ItemWeightRows.votes(table, catalogue);
    }
  }
}
