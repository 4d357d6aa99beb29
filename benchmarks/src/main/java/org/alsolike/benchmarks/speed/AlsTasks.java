package org.alsolike.benchmarks.speed;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.Als;
import org.alsolike.models.recommend.inprocess.AlsFactors;
import org.alsolike.models.recommend.inprocess.AlsSolver;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The vectors of implicit ALS, from pairs of numbers that lie in memory: one objective, rank,
 * number of iterations and regularisation for all. Afterwards, beside the clock, lists of what each
 * customer does not hold are made of them by our kernel, and judged.
 */
final class AlsTasks {

  private static final int ITERATIONS = 15;
  private static final Als SETTINGS = Als.defaults();

  /** As many as there are processors: no task waits for another's turn. */
  private static final int TUNED_BLOCKS = Runtime.getRuntime().availableProcessors();

  private static final int PARTITIONS = 10;
  private static final String CUSTOMER = "customer";
  private static final String ITEM = "item";
  private static final String VALUE = "value";
  private static final StructType PAIRS =
      new StructType()
          .add(CUSTOMER, DataTypes.IntegerType, false)
          .add(ITEM, DataTypes.IntegerType, false)
          .add(VALUE, DataTypes.FloatType, false);

  private AlsTasks() {}

  static Outcome ours(SyntheticShop shop, SparkSession spark) {
    AlsSolver solver =
        new AlsSolver(
            SyntheticShop.RANK,
            ITERATIONS,
            SETTINGS.regularization(),
            SETTINGS.alpha(),
            SETTINGS.seed());
    solver.solve(shop.trainOfFew(), SETTINGS.threads());
    Stopwatch watch = Stopwatch.started();
    AlsFactors found = solver.solve(shop.train(), SETTINGS.threads());
    Outcome outcome =
        watch.stopped("ours, rank %d, %d iterations".formatted(SyntheticShop.RANK, ITERATIONS));
    return judged(
        outcome,
        IntStream.range(0, shop.customers()).mapToObj(found::customer).toArray(float[][]::new),
        IntStream.range(0, shop.items()).mapToObj(found::item).toArray(float[][]::new),
        shop,
        spark);
  }

  static Outcome mllib(SyntheticShop shop, SparkSession spark) {
    return mllib(new ALS(), "defaults", shop, spark);
  }

  static Outcome mllibTuned(SyntheticShop shop, SparkSession spark) {
    return mllib(
        new ALS().setNumBlocks(TUNED_BLOCKS),
        "tuned: %d blocks".formatted(TUNED_BLOCKS),
        shop,
        spark);
  }

  private static Outcome mllib(ALS als, String how, SyntheticShop shop, SparkSession spark) {
    als.setImplicitPrefs(true)
        .setRank(SyntheticShop.RANK)
        .setMaxIter(ITERATIONS)
        .setRegParam(SETTINGS.regularization())
        .setAlpha(SETTINGS.alpha())
        .setSeed(SETTINGS.seed())
        .setUserCol(CUSTOMER)
        .setItemCol(ITEM)
        .setRatingCol(VALUE);
    Dataset<Row> pairs = pairs(shop, spark);
    als.fit(pairs.where(pairs.col(CUSTOMER).lt(shop.few())));
    Stopwatch watch = Stopwatch.started();
    ALSModel model = als.fit(pairs); // the vectors then lie in memory
    Outcome outcome =
        watch.stopped(
            "MLlib ALS, rank %d, %d iterations, %s, %s"
                .formatted(
                    SyntheticShop.RANK,
                    ITERATIONS,
                    how,
                    BLAS.getInstance().getClass().getSimpleName()));
    return judged(
        outcome,
        factors(model.userFactors(), shop.customers()),
        factors(model.itemFactors(), shop.items()),
        shop,
        spark);
  }

  private static Dataset<Row> pairs(SyntheticShop shop, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SyntheticShop> shared = context.broadcast(shop);
    List<Integer> numbers = IntStream.range(0, shop.customers()).boxed().toList();
    return FactorRows.inMemory(
        spark.createDataFrame(
            context
                .parallelize(numbers, PARTITIONS)
                .flatMap(
                    customer ->
                        Arrays.stream(shared.value().held(customer))
                            .mapToObj(item -> RowFactory.create(customer, item, 1f))
                            .iterator()),
            PAIRS));
  }

  /** By number; zeros for whom nothing was learned. */
  private static float[][] factors(Dataset<Row> rows, int count) {
    float[][] factors = new float[count][SyntheticShop.RANK];
    rows.toLocalIterator()
        .forEachRemaining(
            row -> {
              var features = row.<Float>getSeq(1);
              for (int factor = 0; factor < SyntheticShop.RANK; factor++) {
                factors[row.getInt(0)][factor] = features.apply(factor);
              }
            });
    return factors;
  }

  private static Outcome judged(
      Outcome outcome,
      float[][] customers,
      float[][] items,
      SyntheticShop shop,
      SparkSession spark) {
    SyntheticShop learned = new SyntheticShop(shop.train(), shop.test(), customers, items);
    Dataset<Row> lists =
        KernelLists.of(FactorRows.ofCustomers(learned, spark), learned.itemFactors(), Ndcg.CUT);
    return outcome.judged(Ndcg.of(lists, shop));
  }
}
