package org.alsolike.models.recommend;

import static org.alsolike.tables.SimilarItems.ITEM;
import static org.alsolike.tables.SimilarItems.RANK;
import static org.alsolike.tables.SimilarItems.SCORE;
import static org.alsolike.tables.SimilarItems.SIMILAR;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Recommends what goes with what the customer holds: two items are similar when many baskets hold
 * both, measured by the cosine with shrinkage (Sarwar, Karypis, Konstan, Riedl 2001, "Item-Based
 * Collaborative Filtering Recommendation Algorithms"; Deshpande, Karypis 2004, "Item-Based Top-N
 * Recommendation Algorithms"). Baskets are all that a customer holds, and each order: orders whose
 * customer nobody knows teach too.
 *
 * <p>A customer's score for an item is the sum, over the held items that count it among their
 * nearest, of affinity times similarity.
 *
 * @param neighbours how many nearest items of each held item are proposed to a customer. Item lists
 *     reach further, to {@value #KEPT} items, so that exclusions leave them full
 * @param shrinkage added to the cosine's denominator, so that few common baskets count less
 * @param orderShare weight of the similarity over orders, from 0 to 1; the rest is the weight of
 *     the similarity over customers
 * @param maxBasket of a basket with more items only so many are looked at, drawn by a hash
 * @param memoryLimitMb training is refused when the baskets would take more, in MiB
 */
public record ItemNeighbours(
    int neighbours, double shrinkage, double orderShare, int maxBasket, int memoryLimitMb)
    implements Recommender, Serializable {

  private static final String TABLE_NAME = "item_neighbours";
  private static final int KEPT = 100;

  public ItemNeighbours {
    Hyperparameter.requireBetween("neighbours", neighbours, 1, 100000);
    Hyperparameter.requireBetween("shrinkage", shrinkage, 0, 1000000);
    Hyperparameter.requireBetween("order_share", orderShare, 0, 1);
    Hyperparameter.requireBetween("max_basket", maxBasket, 2, 100000);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1000000);
  }

  public static ItemNeighbours defaults() {
    return new ItemNeighbours(20, 10, 0.15, 1000, 2048);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none()
        .log("neighbours", "10", "500")
        .log("shrinkage", "1", "1000")
        .linear("order_share", "0", "0.6");
  }

  @Override
  public RecommendationModel train(History history) {
    Dataset<Row> held = history.affinities().rows().where(Affinities.WEIGHT.col().gt(0));
    Dataset<Row> bought = history.purchases().rows().where(Purchases.KEPT.col().gt(0));
    Dataset<Row> customers = Baskets.grouped(held, Affinities.CUSTOMER.col());
    Dataset<Row> orders = Baskets.grouped(bought, Purchases.ORDER.col());

    Baskets.Size size =
        Baskets.measure(customers, maxBasket).plus(Baskets.measure(orders, maxBasket));
    size.requireWithin(memoryLimitMb);
    Catalogue catalogue = Catalogue.of(held.select(ITEM.col()).union(bought.select(ITEM.col())));
    var shared =
        new Neighbourhoods(
            catalogue,
            Baskets.collect(customers, catalogue, maxBasket),
            Baskets.collect(orders, catalogue, maxBasket),
            this);

    var spark = held.sparkSession();
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = 4 * context.defaultParallelism();
    Dataset<Row> found =
        spark
            .range(0, catalogue.size(), 1, tasks)
            .mapPartitions(
                new Neighbourhoods.InPartition(context.broadcast(shared)),
                Encoders.row(Tables.SCHEMA));
    return new Model(found, counts(size));
  }

  /** How many neighbours of each item the model holds. */
  int kept() {
    return Math.max(neighbours, KEPT);
  }

  private static SortedMap<String, Long> counts(Baskets.Size size) {
    return new TreeMap<>(
        Map.of(
            "baskets", size.baskets(),
            "baskets_capped", size.capped(),
            "basket_items", size.entries(),
            "estimated_mb", size.megabytes()));
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME), new TreeMap<>());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_AND_ITEMS;
  }

  private final class Model implements ScoringModel {

    private final Dataset<Row> neighbours;
    private final SortedMap<String, Long> counts;

    Model(Dataset<Row> neighbours, SortedMap<String, Long> counts) {
      this.neighbours = Tables.TABLE.conform(neighbours);
      this.counts = counts;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(TABLE_NAME, neighbours);
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
      return withBothEnds(nearest());
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      return Graph.of(nearest().collectAsList(), catalogue);
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      Catalogue catalogue = Catalogue.of(withBothEnds(neighbours));
      return new Ranking(catalogue, Graph.of(neighbours.collectAsList(), catalogue), name())
          .forItems(neighbours, k, excluded);
    }

    private Dataset<Row> nearest() {
      return neighbours.where(RANK.col().leq(ItemNeighbours.this.neighbours));
    }

    private static Dataset<Row> withBothEnds(Dataset<Row> edges) {
      return edges.select(ITEM.col()).union(edges.select(SIMILAR.col().as(ITEM.name())));
    }
  }

  /** The neighbours of each item, by item number. */
  record Graph(int[][] neighbours, double[][] similarities) implements Scorer {

    /** Edges to or from an item that the catalogue does not hold are left out. */
    static Graph of(List<Row> rows, Catalogue catalogue) {
      int[] counts = new int[catalogue.size()];
      List<Row> known =
          rows.stream()
              .filter(row -> catalogue.number(row.getString(0)) >= 0)
              .filter(row -> catalogue.number(row.getString(2)) >= 0)
              .toList();
      known.forEach(row -> counts[catalogue.number(row.getString(0))]++);
      int[][] neighbours = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
      double[][] similarities =
          Arrays.stream(counts).mapToObj(double[]::new).toArray(double[][]::new);
      for (Row row : known) {
        int item = catalogue.number(row.getString(0));
        int at = --counts[item];
        neighbours[item][at] = catalogue.number(row.getString(2));
        similarities[item][at] = row.getDouble(3);
      }
      return new Graph(neighbours, similarities);
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

  /** Apart from the hyperparameters, which are also read where Spark's types are not needed. */
  private static final class Tables {
    private static final Table TABLE =
        Table.of(TABLE_NAME, "one row per item and rank", ITEM, RANK, SIMILAR, SCORE);
    private static final StructType SCHEMA =
        new StructType()
            .add(ITEM.name(), ITEM.type())
            .add(RANK.name(), RANK.type())
            .add(SIMILAR.name(), SIMILAR.type())
            .add(SCORE.name(), SCORE.type());
  }
}
