package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.ItemNeighbours;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.neighbours.Baskets;
import org.alsolike.models.recommend.neighbours.NeighbourSearch;
import org.alsolike.models.recommend.neighbours.Pairs;
import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.tables.History;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The nearest items of every item, from purchases that lie in memory. */
final class NeighbourTasks {

  private static final int KEPT = 100;
  private static final int PARTITIONS = 10;

  private NeighbourTasks() {}

  /** The whole training by default, with ids read from Spark's rows, over customers and orders. */
  static Outcome training(SyntheticShop shop, SparkSession spark) {
    History all = ShopHistory.of(shop, shop.customers(), spark);
    trained(ItemNeighbours.defaults(), ShopHistory.of(shop, shop.few(), spark));
    Stopwatch watch = Stopwatch.started();
    Map<String, Long> counts = trained(ItemNeighbours.defaults(), all);
    return watch.stopped("ours, cosine over customers and orders, ids from rows; " + counts);
  }

  static Outcome cosine(SyntheticShop shop, SparkSession spark) {
    return search(Similarity.COSINE, shop);
  }

  static Outcome logLikelihood(SyntheticShop shop, SparkSession spark) {
    return search(Similarity.LOG_LIKELIHOOD, shop);
  }

  static Outcome rp3beta(SyntheticShop shop, SparkSession spark) {
    return search(Similarity.RP3BETA, shop);
  }

  /** From pairs of numbers in memory to the nearest of every item, over customers alone. */
  private static Outcome search(Similarity similarity, SyntheticShop shop) {
    Pairs all = pairs(shop, shop.customers());
    found(similarity, pairs(shop, shop.few()));
    Stopwatch watch = Stopwatch.started();
    Baskets baskets = found(similarity, all);
    return watch.stopped(
        "ours, %s over customers, numbers in memory; %,d pairs, %d baskets capped, %,d left out"
            .formatted(
                similarity.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                baskets.entries(),
                baskets.capped(),
                baskets.leftOut()));
  }

  private static Baskets found(Similarity similarity, Pairs pairs) {
    ItemNeighbours defaults = ItemNeighbours.defaults();
    Baskets baskets = Baskets.of(pairs, defaults.maxBasket());
    var settings = new Similarity.Settings(defaults.shrinkage(), defaults.popularityExponent());
    var source = NeighbourSearch.Source.of(baskets, similarity, settings, 1);
    new NeighbourSearch(List.of(source), KEPT).find(defaults.threads());
    return baskets;
  }

  private static Pairs pairs(SyntheticShop shop, int customers) {
    int size = shop.train().starts()[customers];
    int[] baskets = new int[size];
    for (int customer = 0; customer < customers; customer++) {
      Arrays.fill(
          baskets, shop.train().starts()[customer], shop.train().starts()[customer + 1], customer);
    }
    return new Pairs(
        IntStream.range(0, customers).toArray(),
        IntStream.range(0, shop.items()).toArray(),
        baskets,
        Arrays.copyOf(shop.train().indices(), size));
  }

  private static Map<String, Long> trained(ItemNeighbours recommender, History history) {
    RecommendationModel model = recommender.train(history);
    model.tables().values().forEach(Dataset::count);
    return model.counts();
  }

  /** All cosines above 0; the nearest would still have to be chosen. */
  static Outcome mllib(SyntheticShop shop, SparkSession spark) {
    JavaRDD<Vector> all = vectors(shop, shop.customers(), spark);
    cosines(vectors(shop, shop.few(), spark));
    Stopwatch watch = Stopwatch.started();
    long found = cosines(all);
    return watch.stopped(
        "MLlib RowMatrix.columnSimilarities, exact, customers alone; %,d pairs".formatted(found));
  }

  private static long cosines(JavaRDD<Vector> customers) {
    return new RowMatrix(customers.rdd()).columnSimilarities().entries().count();
  }

  private static JavaRDD<Vector> vectors(SyntheticShop shop, int customers, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SyntheticShop> shared = context.broadcast(shop);
    List<Integer> numbers = IntStream.range(0, customers).boxed().toList();
    JavaRDD<Vector> vectors =
        context
            .parallelize(numbers, PARTITIONS)
            .map(customer -> vector(shared.value().held(customer), shared.value().items()))
            .cache();
    vectors.count();
    return vectors;
  }

  private static Vector vector(int[] held, int items) {
    return Vectors.sparse(items, held, IntStream.of(held).mapToDouble(item -> 1).toArray());
  }
}
