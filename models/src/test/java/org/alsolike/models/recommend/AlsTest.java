package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alsolike.models.recommend.Als.Engine;
import org.alsolike.models.recommend.inprocess.AlsFactors;
import org.alsolike.models.recommend.inprocess.AlsSolver;
import org.alsolike.models.recommend.inprocess.ExactAls;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class AlsTest {

  private static final AlsSolver SOLVER = new AlsSolver(8, 6, 0.05, 3, 7);

  /** How near each comes to what both minimise, and how many listed items are to the taste. */
  @Test
  void bothEnginesMinimiseTheSameObjectiveAndRankAlike(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
    History shop = Shop.ofTastes(spark, 60, 40);
    Holdings held = Holdings.measure(shop.affinities()).collect();

    var ours = als(Engine.IN_PROCESS, 64).train(shop);
    var theirs = als(Engine.MLLIB, 64).train(shop);

    assertThat(objective(held, ours)).isCloseTo(objective(held, theirs), withinPercentage(2));
    assertThat(shareToTaste(ours, shop)).isCloseTo(shareToTaste(theirs, shop), within(0.05));
    // by chance it would be about a sixth
    assertThat(shareToTaste(ours, shop)).isGreaterThan(0.45);
  }

  /** With more than one block bits may differ. */
  @Test
  void mllibRanksAlikeOverOneTwoAndEightPartitions(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
    History shop = Shop.ofTastes(spark, 60, 40);
    double ours = shareToTaste(als(Engine.IN_PROCESS, 64).train(shop), shop);

    for (int partitions : new int[] {1, 2, 8}) {
      History parted = Shop.repartitioned(shop, partitions);
      var theirs = als(Engine.MLLIB, 64, partitions).train(parted);

      assertThat(shareToTaste(theirs, parted))
          .as("%d partitions", partitions)
          .isCloseTo(ours, within(0.05));
    }
  }

  @Test
  void mllibWithOneBlockLearnsTheSameBitsHoweverTheRowsArePartitioned(
      SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
    History shop = Shop.ofTastes(spark, 30, 20);

    var whole = als(Engine.MLLIB, 64).train(Shop.repartitioned(shop, 1));
    var parted = als(Engine.MLLIB, 64).train(Shop.repartitioned(shop, 8));

    assertThat(factors(parted, "item_factors", "item_id"))
        .isEqualTo(factors(whole, "item_factors", "item_id"));
    assertThat(factors(parted, "customer_factors", "customer_id"))
        .isEqualTo(factors(whole, "customer_factors", "customer_id"));
  }

  @Test
  void choosesTheEngineByTheEstimateAndSaysSo(SparkSession spark) {
    History shop = Shop.ofTwoBlocks(spark);
    var size = Holdings.measure(shop.affinities());
    var large = new Holdings.Measured(size.learned(), size.items(), 1_000_000, 4_123_456);

    assertThat(AlsChoice.of(als(Engine.AUTO, 64), size).remark())
        .isEqualTo("144 affinities, 1 MiB estimated, in-process solver");
    assertThat(AlsChoice.of(als(Engine.AUTO, 64), large).remark())
        .isEqualTo("4.1M affinities, 408 MiB estimated, MLlib's solver");
    assertThat(AlsChoice.of(als(Engine.AUTO, 2048), large).remark())
        .isEqualTo("4.1M affinities, 408 MiB estimated, in-process solver");
    assertThat(AlsChoice.of(als(Engine.MLLIB, 64), size).inProcess()).isFalse();
    assertThatThrownBy(() -> AlsChoice.of(als(Engine.IN_PROCESS, 64), large))
        .hasMessage(
            "als: memory_limit_mb must be at least 408 for 16 items and 4,123,456 pairs, but is 64")
        .isInstanceOf(MemoryRefused.class);
  }

  @Test
  void saysWhatItTookInFiguresFitForPeople() {
    var size = new Holdings.Measured(null, null, 1_000_000, 266_801);

    assertThat(new AlsChoice(size, 1229, true).remark())
        .isEqualTo("266.8k affinities, 1.2 GiB estimated, in-process solver");
    assertThat(new AlsChoice(size, 1229, false).counts())
        .isEqualTo(Map.of("affinities", 266_801L, "estimated_mb", 1229L, "in_process", 0L));
  }

  private static Als als(Engine engine, int memoryLimitMb) {
    return als(engine, memoryLimitMb, 1);
  }

  private static Als als(Engine engine, int memoryLimitMb, int blocks) {
    return new Als(
        SOLVER.rank(),
        SOLVER.iterations(),
        SOLVER.regularization(),
        SOLVER.alpha(),
        engine,
        2,
        memoryLimitMb,
        blocks,
        SOLVER.seed());
  }

  private static double objective(Holdings held, RecommendationModel model) {
    var found =
        new AlsFactors(
            SOLVER.rank(),
            SOLVER.rank(),
            factors(model, "customer_factors", "customer_id"),
            factors(model, "item_factors", "item_id"));
    return ExactAls.objective(held.customers(), SOLVER, found);
  }

  /** One after the other in the order of the ids, as the holdings have them. */
  private static float[] factors(RecommendationModel model, String table, String id) {
    List<Row> rows = model.tables().get(table).orderBy(id).collectAsList();
    float[] all = new float[rows.size() * SOLVER.rank()];
    for (int row = 0; row < rows.size(); row++) {
      float[] factors = FactorTables.floats(rows.get(row));
      System.arraycopy(factors, 0, all, row * SOLVER.rank(), SOLVER.rank());
    }
    return all;
  }

  /** Of the four places of each of sixty customers; who has no list lowers it. */
  private static double shareToTaste(RecommendationModel model, History shop) {
    return model
        .forCustomers(shop, Candidates.UNSEEN, 4)
        .rows()
        .selectExpr("count_if(%s) / (60 * 4)".formatted(Shop.TO_TASTE))
        .first()
        .getDouble(0);
  }
}
