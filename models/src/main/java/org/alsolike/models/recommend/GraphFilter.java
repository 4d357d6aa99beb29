package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.inprocess.FilterModel;
import org.alsolike.models.recommend.inprocess.FilterScorer;
import org.alsolike.models.recommend.inprocess.GraphFilterSolver;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recommends by a low-pass filter on the graph of customers and items (Shen et al. 2021, "How
 * Powerful is Graph Convolution for Recommendation?"; Choi et al. 2023, "Blurring-Sharpening
 * Process Models for Collaborative Filtering"): what is held with an item, and what only many
 * customers share. Whether a customer holds an item is learned from, not how strongly.
 *
 * @param rank how many singular vectors the low-pass filter keeps
 * @param lowPass its weight against the linear filter
 * @param customerExponent how far customers who hold much are scaled down
 * @param itemExponent how far popular items are scaled down
 * @param scaleExponent how far the low-pass filter's scores follow popularity
 * @param spectralExponent the power of the singular values
 * @param neighbours how many weights of the linear filter are kept per item
 * @param powerIterations of the decomposition
 * @param threads that learn; what is learned does not depend on it
 * @param memoryLimitMb learning is refused when it would take more, in MiB
 * @param seed of the decomposition
 */
public record GraphFilter(
    int rank,
    double lowPass,
    double customerExponent,
    double itemExponent,
    double scaleExponent,
    double spectralExponent,
    int neighbours,
    int powerIterations,
    int threads,
    int memoryLimitMb,
    long seed)
    implements Recommender {

  public GraphFilter {
    Hyperparameter.requireBetween("rank", rank, 1, 4096);
    Hyperparameter.requireBetween("low_pass", lowPass, 0, 1000);
    Hyperparameter.requireBetween("customer_exponent", customerExponent, 0, 2);
    Hyperparameter.requireBetween("item_exponent", itemExponent, 0, 2);
    Hyperparameter.requireBetween("scale_exponent", scaleExponent, 0, 2);
    Hyperparameter.requireBetween("spectral_exponent", spectralExponent, 0, 8);
    Hyperparameter.requireBetween("neighbours", neighbours, 1, 100_000);
    Hyperparameter.requireBetween("power_iterations", powerIterations, 0, 100);
    Hyperparameter.requireBetween("threads", threads, 1, 1024);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1_000_000);
  }

  public static GraphFilter defaults() {
    return new GraphFilter(256, 0.3, 0.5, 0.5, 0.5, 0, 500, 3, 2, 4096, 42);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none()
        .log("rank", "32", "512")
        .linear("low_pass", "0", "1")
        .linear("customer_exponent", "0.2", "0.8")
        .linear("item_exponent", "0.2", "0.8")
        .linear("scale_exponent", "0", "1");
  }

  @Override
  public RecommendationModel train(History history) {
    Holdings.Measured size = Holdings.of(history, name());
    MemoryNeed need = need(size).within(memoryLimitMb);
    FilterModel filter =
        TrainingMemory.ofThisJvm()
            .during(need, () -> solver().solve(size.collect().customers().binary(), threads));
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("estimated_mb", need.megabytes());
    counts.put("vectors", (long) filter.rank());
    var spark = history.affinities().rows().sparkSession();
    return new Model(
        ItemWeightRows.of(size.items(), filter.neighbours(), spark),
        ItemVectorRows.of(size.items(), filter.vectors(), filter.scales(), spark),
        counts);
  }

  MemoryNeed need(Holdings.Measured size) {
    long bytes = solver().bytes(size.customers(), size.items().size(), size.pairs(), threads);
    return size.need(name(), bytes);
  }

  private GraphFilterSolver solver() {
    return new GraphFilterSolver(
        rank,
        lowPass,
        customerExponent,
        itemExponent,
        scaleExponent,
        spectralExponent,
        neighbours,
        powerIterations,
        seed);
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(
        tables.get(ItemWeightRows.TABLE.name()),
        tables.get(ItemVectorRows.TABLE.name()),
        new TreeMap<>());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements ScoringModel {
    private final Dataset<Row> weights;
    private final Dataset<Row> vectors;
    private final SortedMap<String, Long> counts;

    Model(Dataset<Row> weights, Dataset<Row> vectors, SortedMap<String, Long> counts) {
      this.weights = weights;
      this.vectors = vectors;
      this.counts = counts;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(ItemWeightRows.TABLE.name(), weights, ItemVectorRows.TABLE.name(), vectors);
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
      return vectors;
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      var found = ItemVectorRows.read(vectors, catalogue);
      var model =
          new FilterModel(ItemWeightRows.read(weights, catalogue), found.vectors(), found.scales());
      return new Filtered(new FilterScorer(model), found.known());
    }
  }

  record Filtered(FilterScorer filter, boolean[] known) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      if (!profile.holdsAnyOf(known)) {
        return;
      }
      int size = 0;
      int[] items = new int[profile.size()];
      float[] weights = new float[profile.size()];
      for (int at = 0; at < items.length; at++) {
        if (profile.weights()[at] > 0) {
          items[size] = profile.items()[at];
          weights[size++] = (float) profile.weights()[at];
        }
      }
      float[] found = new float[scores.length];
      filter.score(Arrays.copyOf(items, size), Arrays.copyOf(weights, size), found);
      for (int item = 0; item < scores.length; item++) {
        if (known[item]) {
          scores[item] = found[item];
        }
      }
    }
  }
}
