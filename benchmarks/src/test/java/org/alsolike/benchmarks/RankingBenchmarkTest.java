package org.alsolike.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.models.recommend.Blend;
import org.alsolike.models.recommend.Ease;
import org.alsolike.models.recommend.ItemNeighbours;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class RankingBenchmarkTest {

  @Test
  void wantsWhatIsNewToACustomerOrEverything(SparkSession spark) {
    Dataset<Row> train = rows(spark, "('ann','tea'), ('ann','jam'), ('bob','tea')");
    Dataset<Row> test =
        rows(spark, "('ann','tea'), ('ann','rye'), ('ann','rye'), ('eve','tea'), ('bob','tea')");

    assertThat(RankingTask.relevant(test, train, RankingBenchmark.Split.first))
        .isEqualTo(Map.of("ann", Set.of("rye"), "eve", Set.of("tea")));
    assertThat(RankingTask.relevant(test, train, RankingBenchmark.Split.all))
        .isEqualTo(Map.of("ann", Set.of("tea", "rye"), "eve", Set.of("tea"), "bob", Set.of("tea")));
  }

  @Test
  void listsTheBestFirstOfWhatACustomerHasNotTakenAndCountsStrangersAsZero(SparkSession spark) {
    FilePast past =
        past(
            spark,
            "('ann','tea'), ('ann','jam'), ('bob','tea'), ('bob','rye'), ('cid','tea'),"
                + " ('dan','rye'), ('dan','oil')");
    Map<String, Set<String>> relevant =
        Map.of("ann", Set.of("rye"), "eve", Set.of("tea"), "bob", Set.of("new"));
    RankingTask task = new RankingTask(past, past.now(), relevant, RankingBenchmark.Split.first);

    var lists = task.lists(Fitted.by(Popularity.defaults(), task.history(), past).model(), 10);

    assertThat(lists).isEqualTo(Map.of("ann", List.of("rye", "oil"), "bob", List.of("jam", "oil")));
    assertThat(ListMetrics.of(lists, relevant, List.of(10)).get("recall@10")).isEqualTo(1 / 3.0);
  }

  @Test
  void choosesWhatForetellsHeldOutItemsWithoutTheTest(SparkSession spark) {
    // Twenty circles of friends who share six items each: neighbours tell what is held out.
    List<String> pairs = new ArrayList<>();
    for (int customer = 0; customer < 60; customer++) {
      for (int item = 0; item < 6; item++) {
        if ((customer + item) % 4 > 0) {
          pairs.add("('c%d','i%d')".formatted(customer, 6 * (customer % 20) + item));
        }
      }
    }
    FilePast past = past(spark, String.join(", ", pairs));
    ItemNeighbours poor = new ItemNeighbours(Similarity.COSINE, 1, 1000, 0.5, 0.9, 1000, 1, 2048);
    Blend blend =
        new Blend(List.of(poor), 10, 1, Duration.ofDays(31), 10, 100, Blend.defaults().ranker());

    List<Recommender> tuned =
        new Tuning(past, RankingBenchmark.Split.first, 1e9, 1, 5).of(List.of(poor, blend));

    assertThat(((ItemNeighbours) tuned.get(0)).neighbours()).isGreaterThan(1);
    assertThat(((Blend) tuned.get(1)).models().get(0)).isEqualTo(tuned.get(0));
  }

  @Test
  void measuresTheOthersWhereOneIsRefused(SparkSession spark) throws Exception {
    FilePast past = past(spark, "('ann','tea'), ('ann','jam'), ('bob','tea'), ('bob','rye')");
    RankingTask task =
        new RankingTask(
            past, past.now(), Map.of("ann", Set.of("rye")), RankingBenchmark.Split.first);
    Recommender refused = new Ease(1, 500, 1, 1);

    assertThat(lines(task, List.of(refused, Popularity.defaults())))
        .satisfiesExactly(
            ease ->
                assertThat(ease)
                    .startsWith(
                        "{\"model\":\"ease\",\"refused\":\"ease: memory_limit_mb must be at least 2"
                            + " for 3 items and 4 pairs, but is 1\",\"hyperparameters\":{"),
            popularity ->
                assertThat(popularity)
                    .startsWith("{\"model\":\"popularity\",\"metrics\":{")
                    .contains("\"recall@10\":1.0"));
    assertThatThrownBy(() -> lines(task, List.of(refused)))
        .hasMessage("no model could be measured; the line of each says why")
        .satisfies(stopped -> assertThat(((Stopped) stopped).code().status()).isEqualTo(3));
  }

  @Test
  void tellsHowManyGiantsNothingIsLearnedFrom(SparkSession spark) throws Exception {
    Dataset<Row> bot =
        spark
            .range(2001)
            .selectExpr(
                "'bot' as customer_id",
                "concat('page-', id) as item_id",
                "cast(null as timestamp) as occurred_at",
                "1.0d as weight");
    Dataset<Row> train = rows(spark, "('ann','tea'), ('bob','tea'), ('bob','rye')").union(bot);
    FilePast past = new FilePast(train, Instant.EPOCH, Optional.empty(), Optional.empty());
    RankingTask task =
        new RankingTask(
            past, past.now(), Map.of("ann", Set.of("rye")), RankingBenchmark.Split.first);

    assertThat(task.lists(Fitted.by(Popularity.defaults(), task.history(), past).model(), 10))
        .isEqualTo(Map.of("ann", List.of("rye")));
    assertThat(lines(task, List.of(Popularity.defaults())))
        .singleElement()
        .asString()
        .contains("\"giants\":1,");
  }

  private static List<String> lines(RankingTask task, List<Recommender> recommenders)
      throws JsonProcessingException {
    var bytes = new ByteArrayOutputStream();
    new Measuring(task, List.of(10), new PrintStream(bytes, true, UTF_8)).all(recommenders);
    return bytes.toString(UTF_8).lines().toList();
  }

  @Test
  void keepsTheDefaultsOfWhatCannotBeTuned(SparkSession spark) {
    FilePast past = past(spark, "('ann','tea'), ('ann','jam'), ('bob','tea'), ('bob','rye')");
    Recommender refused = new Ease(1, 500, 1, 1);

    assertThat(
            new Tuning(past, RankingBenchmark.Split.first, 1e9, 1, 5)
                .of(List.of(refused, Popularity.defaults())))
        .hasSize(2)
        .contains(refused);
  }

  private static FilePast past(SparkSession spark, String pairs) {
    return new FilePast(rows(spark, pairs), Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  private static Dataset<Row> rows(SparkSession spark, String pairs) {
    return spark.sql(
        "select customer_id, item_id, cast(null as timestamp) as occurred_at, 1.0d as weight"
            + " from values %s as t(customer_id, item_id)".formatted(pairs));
  }
}
