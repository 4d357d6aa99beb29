package org.alsolike.models.recommend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.inprocess.CappedEase;
import org.alsolike.models.recommend.inprocess.EaseSolver;
import org.alsolike.models.recommend.inprocess.ItemWeights;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recommends by item weights that predict each item from all others, learned in closed form (Steck
 * 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", eq. 8). Whether a customer holds an
 * item is learned from, not how strongly; how strongly counts when the customer is scored.
 *
 * <p>Where there are more items than the memory limit allows, these are the weights of the items
 * held by most; every other item is predicted from its nearest by the cosine ({@link CappedEase}).
 * That is said.
 *
 * @param regularization times the mean number of customers who hold an item
 * @param kept how many weights of largest magnitude are kept of each item
 * @param threads that learn; what is learned does not depend on it
 * @param memoryLimitMb the most that learning may take, in MiB, by an estimate. It is refused when
 *     the pairs alone take more
 */
public record Ease(double regularization, int kept, int threads, int memoryLimitMb)
    implements Recommender {

  private static final String TABLE_NAME = "item_weights";
  private static final int NEIGHBOURS = 50;

  public Ease {
    Hyperparameter.requireBetween("regularization", regularization, 0.000001, 1_000_000);
    Hyperparameter.requireBetween("kept", kept, 1, 100_000);
    Hyperparameter.requireBetween("threads", threads, 1, 1024);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1_000_000);
  }

  public static Ease defaults() {
    return new Ease(1, 500, 2, 900);
  }

  @Override
  public Ease withMemory(int megabytes) {
    return new Ease(regularization, kept, threads, megabytes);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().log("regularization", "0.05", "20");
  }

  @Override
  public RecommendationModel train(History history) {
    Holdings.Measured size = Holdings.of(history, name());
    need(size, 1).within(memoryLimitMb); // not even one item otherwise
    int solved = EaseSolver.mostWithin(size.items().size(), kept, bytesForItems(size));
    MemoryNeed need = need(size, solved).within(memoryLimitMb).orElse("fewer items are solved for");
    return TrainingMemory.ofThisJvm().during(need, () -> trained(history, size, solved, need));
  }

  private RecommendationModel trained(
      History history, Holdings.Measured size, int most, MemoryNeed need) {
    Holdings held = size.collect();
    var pairs = held.customers().binary();
    EaseSolver solver = solver(pairs);
    ItemWeights weights =
        most == pairs.columns()
            ? solver.solve(pairs, threads).nearest(kept)
            : new CappedEase(solver, NEIGHBOURS)
                .solve(pairs, EaseSolver.mostHeld(pairs, most), kept, threads);

    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("estimated_mb", need.megabytes());
    counts.put("lambda", Math.round(solver.lambda()));
    counts.put("items_solved", (long) most);
    counts.put("items_beyond", (long) pairs.columns() - most);
    var spark = history.affinities().rows().sparkSession();
    return new Model(ItemWeightRows.of(held.items(), weights, spark), counts, remarks(counts));
  }

  private MemoryNeed need(Holdings.Measured size, int solved) {
    return size.need(name(), besides(size) + EaseSolver.bytes(solved, kept));
  }

  /** Of an entry: that it is there, and by item its customer and value. */
  private static final int BYTES_PER_ENTRY = 12;

  private long besides(Holdings.Measured size) {
    return BYTES_PER_ENTRY * size.pairs()
        + CappedEase.bytes(size.customers(), size.items().size(), threads);
  }

  private long bytesForItems(Holdings.Measured size) {
    return memoryLimitMb - size.megabytes(besides(size)) << 20;
  }

  /**
   * The solver for so many pairs: lambda is in proportion to how many hold an item in the mean.
   *
   * @param pairs customers x items, of which at least one item
   */
  public EaseSolver solver(SparseMatrix pairs) {
    return new EaseSolver(regularization * pairs.entries() / pairs.columns());
  }

  private List<String> remarks(SortedMap<String, Long> counts) {
    long beyond = counts.get("items_beyond");
    if (beyond == 0) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "memory_limit_mb %d allows weights of the %,d items held by most;"
                + " %,d others are served by their %d nearest",
            memoryLimitMb,
            counts.get("items_solved"),
            beyond,
            NEIGHBOURS));
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME), new TreeMap<>(), List.of());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements ScoringModel {
    private final Dataset<Row> table;
    private final SortedMap<String, Long> counts;
    private final List<String> remarks;

    Model(Dataset<Row> table, SortedMap<String, Long> counts, List<String> remarks) {
      this.table = table;
      this.counts = counts;
      this.remarks = remarks;
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
    public List<String> remarks() {
      return remarks;
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
