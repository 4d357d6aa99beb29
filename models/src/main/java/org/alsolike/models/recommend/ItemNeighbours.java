package org.alsolike.models.recommend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alsolike.models.recommend.neighbours.Baskets;
import org.alsolike.models.recommend.neighbours.NeighbourSearch;
import org.alsolike.models.recommend.neighbours.Neighbours;
import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Recommends what goes with what the customer holds: two items are similar when many baskets hold
 * both, by one of three measures ({@link Similarity}). Baskets are all that a customer holds, and
 * each order: orders whose customer nobody knows teach too. The baskets are searched in this
 * process.
 *
 * <p>A customer's score for an item is the sum, over the held items that count it among their
 * nearest, of affinity times similarity (Deshpande, Karypis 2004, "Item-Based Top-N Recommendation
 * Algorithms").
 *
 * @param similarity by what items are held to be alike
 * @param neighbours how many nearest items of each held item are proposed to a customer. Item lists
 *     reach further, to {@value #KEPT} items, so that exclusions leave them full
 * @param shrinkage how much evidence is worth half, so that few common baskets count less
 * @param popularityExponent how much less is told of popular items, for {@code rp3beta} alone: the
 *     beta of the paper
 * @param orderShare weight of the similarity over orders, from 0 to 1; the rest is the weight of
 *     the similarity over customers
 * @param maxBasket of a basket with more items only so many are looked at, drawn by a hash: the
 *     search takes at most so many steps for each item of a basket
 * @param threads that search; what is found does not depend on it
 * @param memoryLimitMb training is refused when the baskets would take more, in MiB
 */
public record ItemNeighbours(
    Similarity similarity,
    int neighbours,
    double shrinkage,
    double popularityExponent,
    double orderShare,
    int maxBasket,
    int threads,
    int memoryLimitMb)
    implements Recommender {

  private static final String TABLE_NAME = "item_neighbours";
  private static final int KEPT = 100;

  public ItemNeighbours {
    Hyperparameter.requireBetween("neighbours", neighbours, 1, 100000);
    Hyperparameter.requireBetween("shrinkage", shrinkage, 0, 1000000);
    Hyperparameter.requireBetween("popularity_exponent", popularityExponent, 0, 2);
    Hyperparameter.requireBetween("order_share", orderShare, 0, 1);
    Hyperparameter.requireBetween("max_basket", maxBasket, 2, 100000);
    Hyperparameter.requireBetween("threads", threads, 1, 1024);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1000000);
    if (similarity == Similarity.LOG_LIKELIHOOD && shrinkage == 0) {
      throw new IllegalArgumentException(
          "shrinkage must be above 0 for log-likelihood, but is 0: all that meet would be alike");
    }
  }

  public static ItemNeighbours defaults() {
    return new ItemNeighbours(Similarity.COSINE, 20, 10, 0.5, 0.15, 1000, 2, 2048);
  }

  /** The same by another measure. */
  public ItemNeighbours by(Similarity other) {
    return new ItemNeighbours(
        other,
        neighbours,
        shrinkage,
        popularityExponent,
        orderShare,
        maxBasket,
        threads,
        memoryLimitMb);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none()
        .choices("similarity", "cosine", "log-likelihood", "rp3beta")
        .log("neighbours", "10", "500")
        .log("shrinkage", "1", "1000")
        .linear("popularity_exponent", "0", "1")
        .linear("order_share", "0", "0.6");
  }

  @Override
  public RecommendationModel train(History history) {
    List<Share> shares = shares(Giants.leftOutOf(history));
    BasketRows.Size size =
        shares.stream()
            .map(share -> share.rows().measure())
            .reduce(new BasketRows.Size(0, 0), BasketRows.Size::plus);
    MemoryNeed need = need(size);

    return TrainingMemory.ofThisJvm()
        .during(need, () -> searched(shares, need.megabytes(), spark(history)));
  }

  private static SparkSession spark(History history) {
    return history.affinities().rows().sparkSession();
  }

  private RecommendationModel searched(List<Share> shares, long estimatedMb, SparkSession spark) {
    Map<Share, BasketRows.Parts> parts = new LinkedHashMap<>();
    shares.forEach(share -> parts.put(share, share.rows().collect()));
    Catalogue catalogue = BasketRows.catalogue(parts.values());
    List<Baskets> baskets = new ArrayList<>();
    List<NeighbourSearch.Source> sources = new ArrayList<>();
    var settings = new Similarity.Settings(shrinkage, popularityExponent);
    parts.forEach(
        (share, rows) -> {
          Baskets made = Baskets.of(rows.numbered(catalogue), maxBasket);
          baskets.add(made);
          sources.add(NeighbourSearch.Source.of(made, similarity, settings, share.weight()));
        });
    Neighbours found = new NeighbourSearch(sources, Math.max(neighbours, KEPT)).find(threads);

    SortedMap<String, Long> counts = counts(baskets);
    counts.put("estimated_mb", estimatedMb);
    return new Model(NeighbourRows.of(catalogue, found, spark), counts, remarks(counts));
  }

  /** Baskets of one kind, and what their similarity weighs. */
  private record Share(BasketRows rows, double weight) {}

  private List<Share> shares(History history) {
    Dataset<Row> held = history.affinities().rows().where(Affinities.WEIGHT.col().gt(0));
    Dataset<Row> bought = history.purchases().rows().where(Purchases.KEPT.col().gt(0));
    return Stream.of(
            new Share(BasketRows.of(held, Affinities.CUSTOMER.col()), 1 - orderShare),
            new Share(BasketRows.of(bought, Purchases.ORDER.col()), orderShare))
        .filter(share -> share.weight() > 0)
        .toList();
  }

  MemoryNeed need(BasketRows.Size size) {
    String baskets =
        String.format(Locale.ROOT, "%,d baskets with %,d items", size.baskets(), size.pairs());
    return MemoryNeed.of(name(), size.bytes() >> 20, baskets).within(memoryLimitMb);
  }

  private static SortedMap<String, Long> counts(List<Baskets> baskets) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Baskets one : baskets) {
      counts.merge("baskets", (long) one.count(), Long::sum);
      counts.merge("baskets_capped", (long) one.capped(), Long::sum);
      counts.merge("basket_items", (long) one.entries(), Long::sum);
      counts.merge("basket_items_left_out", one.leftOut(), Long::sum);
    }
    return counts;
  }

  private List<String> remarks(SortedMap<String, Long> counts) {
    long capped = counts.get("baskets_capped");
    if (capped == 0) {
      return List.of();
    }
    long left = counts.get("basket_items_left_out");
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d of %,d baskets hold more than max_basket, %,d; %,d of their %,d items are left out",
            capped,
            counts.get("baskets"),
            maxBasket,
            left,
            left + capped * maxBasket));
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME), new TreeMap<>(), List.of());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_AND_ITEMS;
  }

  private final class Model implements ScoringModel {
    private final Dataset<Row> table;
    private final SortedMap<String, Long> counts;
    private final List<String> remarks;

    Model(Dataset<Row> table, SortedMap<String, Long> counts, List<String> remarks) {
      this.table = NeighbourRows.TABLE.conform(table);
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
      return NeighbourRows.related(table);
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      return Graph.of(NeighbourRows.read(table, catalogue, neighbours));
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      Catalogue catalogue = Catalogue.of(items());
      Neighbours all = NeighbourRows.read(table, catalogue, Integer.MAX_VALUE);
      return new Ranking(catalogue, Graph.of(all), name()).forItems(items(), k, excluded);
    }
  }

  /** The neighbours of each item, by item number. */
  record Graph(int[][] neighbours, double[][] similarities) implements Scorer {

    static Graph of(Neighbours found) {
      return new Graph(found.items(), found.similarities());
    }

    /** Adds in the order of the held items' numbers, so that the bits are the same everywhere. */
    @Override
    public void score(Profile profile, double[] scores) {
      for (int held = 0; held < profile.items().length; held++) {
        if (profile.weights()[held] > 0) {
          add(profile.items()[held], profile.weights()[held], scores);
        }
      }
    }

    /** By the single held item that is most similar, whatever its affinity. */
    Scorer nearest() {
      return (profile, scores) -> {
        for (int held = 0; held < profile.size(); held++) {
          int item = profile.items()[held];
          for (int at = 0; profile.weights()[held] > 0 && at < neighbours[item].length; at++) {
            int neighbour = neighbours[item][at];
            scores[neighbour] = Math.max(scores[neighbour], similarities[item][at]);
          }
        }
      };
    }

    private void add(int item, double weight, double[] scores) {
      for (int at = 0; at < neighbours[item].length; at++) {
        int neighbour = neighbours[item][at];
        double sum = scores[neighbour] == Double.NEGATIVE_INFINITY ? 0 : scores[neighbour];
        scores[neighbour] = sum + weight * similarities[item][at];
      }
    }
  }
}
