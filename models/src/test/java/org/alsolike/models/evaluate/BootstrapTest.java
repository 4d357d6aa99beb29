package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.alsolike.models.evaluate.ReplicateSums.Cell;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class BootstrapTest {

  private static final Slicing SLICING = new Slicing(100, List.of("France"));
  private static final int NDCG = Metric.NDCG_AT.ordinal();

  /** 400 customers; als finds what every second one buys, popularity every third. */
  private static final String METRICS =
      """
      select model, 'first' as task, cast(10 as bigint) as k, id >= 300 as new_customer,
             concat('c', id) as customer_id, if(id % 10 = 0, 'France', null) as country,
             id as bought_before, 1L as relevant, if(id % 4 = 0, 1L, 0L) as relevant_head,
             0L as relevant_middle, 10L as listed, if(ndcg > 0, 1L, 0L) as hits,
             if(ndcg > 0 and id % 4 = 0, 1L, 0L) as hits_head, 0L as hits_middle,
             ndcg as recall, ndcg,
             ndcg as average_precision, ndcg as hit
      from (
        select 'als' as model, id, if(id % 2 = 0, 1 / (1 + id % 7), 0.0d) as ndcg from range(400)
        union all
        select 'popularity', id, if(id % 3 = 0, 1 / (1 + id % 5), 0.0d) from range(400)
      )
      """;

  @Test
  void givesTheSameBitsForAnyPartitioning(SparkSession spark) {
    Dataset<Row> rows = spark.sql(METRICS);

    var one = judged(rows.coalesce(1)).asMetrics();

    assertThat(judged(rows.repartition(2, rows.col("model"))).asMetrics()).isEqualTo(one);
    assertThat(judged(rows.repartition(8, rows.col("ndcg"))).asMetrics()).isEqualTo(one);
    assertThat(one).containsKeys("eval.first.als.ndcg@10.low", "eval.new.first.als.ndcg@10.low");
  }

  @Test
  void meansOfSlicesAreThoseOfTheirCustomers(SparkSession spark) {
    Dataset<Row> rows = spark.sql(METRICS);
    var metrics = judged(rows).asMetrics();

    Map.of(
            "light", "bought_before < 100",
            "heavy", "bought_before >= 100",
            "country.France", "country = 'France'")
        .forEach(
            (slice, condition) ->
                assertThat(metrics.get("eval." + slice + ".first.als.ndcg@10"))
                    .as(slice)
                    .isCloseTo(
                        rows.where("model = 'als' and not new_customer and " + condition)
                            .selectExpr("avg(ndcg)")
                            .head()
                            .getDouble(0),
                        within(1e-9)));
    assertThat(metrics).doesNotContainKey("eval.middle.first.als.recall@10");
  }

  @Test
  void namesTheLargestCountries() {
    var customers = Map.of("France", 3L, "Spain", 3L, "Eire", 9L, "Malta", 1L);

    assertThat(Slicing.of(20, customers, 2).countries()).containsExactly("Eire", "France");
    assertThat(Slicing.of(20, customers, 9).countries())
        .containsExactly("Eire", "France", "Spain", "Malta");
  }

  @Test
  void meansAreThoseOfTheSample(SparkSession spark) {
    Dataset<Row> rows = spark.sql(METRICS);

    double mean =
        rows.where("model = 'als' and not new_customer")
            .selectExpr("avg(ndcg)")
            .head()
            .getDouble(0);

    assertThat(judged(rows).asMetrics().get("eval.first.als.ndcg@10"))
        .isCloseTo(mean, within(1e-9));
  }

  @Test
  void aModelIsExactlyAsGoodAsItself(SparkSession spark) {
    var judgement = judged(spark.sql(METRICS));

    var none =
        judgement.difference("als", "als", Task.FIRST, Slice.KNOWN, Metric.NDCG_AT, 10).get();

    assertThat(none.value()).isZero();
    assertThat(none.interval()).contains(new Interval(0, 0));
  }

  @Test
  void pairedDifferencesAreSharperThanIndependentOnes() {
    // customers differ much from each other, the two models by 0.01 for each of them
    ReplicateSums sums = new ReplicateSums(Metric.values().length, 500, 11);
    var random = new SplittableRandom(1);
    for (long customer = 0; customer < 1000; customer++) {
      double luck = random.nextDouble() * 0.9;
      add(sums, "better", customer, luck + 0.01);
      add(sums, "worse", customer, luck);
    }
    var judgement = new Judgement(List.of("better", "worse"), sums, List.of());

    var gain =
        judgement.difference("better", "worse", Task.FIRST, Slice.KNOWN, Metric.NDCG_AT, 10).get();

    assertThat(gain.value()).isCloseTo(0.01, within(1e-8));
    assertThat(gain.interval().get().low()).isCloseTo(0.01, within(1e-8));
    assertThat(gain.interval().get().high()).isCloseTo(0.01, within(1e-8));
  }

  @Test
  void intervalsHaveTheWidthThatTheNormalApproximationGives() {
    int customers = 2000;
    ReplicateSums sums = new ReplicateSums(Metric.values().length, 4000, 3);
    var random = new SplittableRandom(5);
    double sum = 0;
    double squares = 0;
    for (long customer = 0; customer < customers; customer++) {
      double value = random.nextDouble() < 0.3 ? random.nextDouble() : 0;
      sum += value;
      squares += value * value;
      add(sums, "als", customer, value);
    }
    double mean = sum / customers;
    double error = Math.sqrt((squares / customers - mean * mean) / customers);

    var judged = new Judgement(List.of("als"), sums, List.of());
    var interval = judged.figures().get(NDCG).estimate().interval().orElseThrow();

    assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.15 * error));
    assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.15 * error));
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    var random = new SplittableRandom(17);
    int held = 0;
    int worlds = 300;
    for (int world = 0; world < worlds; world++) {
      ReplicateSums sums = new ReplicateSums(Metric.values().length, 200, world);
      for (int customer = 0; customer < 200; customer++) {
        add(sums, "als", random.nextLong(), random.nextDouble() < 0.4 ? 1 : 0);
      }
      var judged = new Judgement(List.of("als"), sums, List.of());
      var interval = judged.figures().get(NDCG).estimate().interval().orElseThrow();
      held += interval.low() <= 0.4 && 0.4 <= interval.high() ? 1 : 0;
    }
    assertThat(held / (double) worlds).isBetween(0.90, 0.985);
  }

  @Test
  void weightsFollowThePoissonDistribution() {
    int[] weights = new int[100_001];
    long[] seen = new long[20];
    double sum = 0;
    PoissonWeights.fill(weights, 0, 0);
    for (int replicate = 1; replicate < weights.length; replicate++) {
      seen[weights[replicate]]++;
      sum += weights[replicate];
    }
    assertThat(weights[0]).isEqualTo(1);
    assertThat(sum / 100_000).isCloseTo(1, within(0.01));
    assertThat(seen[0] / 100_000.0).isCloseTo(0.3679, within(0.005));
    assertThat(seen[1] / 100_000.0).isCloseTo(0.3679, within(0.005));
    assertThat(seen[2] / 100_000.0).isCloseTo(0.1839, within(0.005));
    assertThat(seen[5] / 100_000.0).isCloseTo(0.0031, within(0.001));
  }

  @Test
  void anotherSeedDrawsOtherCustomers() {
    int[] ours = new int[51];
    int[] theirs = new int[51];
    PoissonWeights.fill(ours, 42, 1);
    PoissonWeights.fill(theirs, 42, 2);
    assertThat(ours).isNotEqualTo(theirs);
  }

  private static Judgement judged(Dataset<Row> rows) {
    ReplicateSums sums = new Bootstrap(200, 7).sums(new CustomerMetrics(rows), SLICING, 10);
    return new Judgement(List.of("als", "popularity"), sums, List.of());
  }

  private static void add(ReplicateSums sums, String model, long customer, double ndcg) {
    double[] values = {0, ndcg, 0, 0, 0};
    sums.add(new Cell(model, Task.FIRST, Slice.KNOWN, 10), customer, values);
  }
}
