package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

@SparkTest
class PropensityJudgingTest {

  /** One customer: predicted probability, and what came true. */
  private record Told(double probability, boolean outcome) {}

  @Test
  void givesWhatAPersonWouldWorkOut(SparkSession spark) {
    var figures =
        judge(
            spark,
            List.of(
                new Told(0.9, true),
                new Told(0.8, false),
                new Told(0.6, true),
                new Told(0.6, false),
                new Told(0.2, false)));

    // pairs: 0.9 beats 3 of 3, 0.6 beats 1 and ties 1 of 3
    assertThat(figures.auc()).isCloseTo((3 + 1.5) / 6, within(1e-12));
    // precision 1/1 at the first outcome, 2/4 at the tied one
    assertThat(figures.prAuc()).isCloseTo((1 + 0.5) / 2, within(1e-12));
    assertThat(figures.brier()).isCloseTo((0.01 + 0.64 + 0.16 + 0.36 + 0.04) / 5, within(1e-12));
    assertThat(figures.logLoss())
        .isCloseTo(
            -(Math.log(0.9) + Math.log(0.2) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8)) / 5,
            within(1e-12));
    // the best tenth of five customers is one: it came true, against 2 of 5
    assertThat(figures.liftInTopDecile()).isCloseTo(2.5, within(1e-12));
    // groups: 0.9 | 0.8 | 0.6 0.6 | 0.2
    assertThat(figures.ece())
        .isCloseTo((0.1 + 0.8 + 2 * Math.abs(0.6 - 0.5) + 0.2) / 5, within(1e-12));
    assertThat(figures.asMetrics())
        .containsKeys("auc", "pr_auc", "log_loss", "brier", "ece", "lift@10pct");
  }

  @Test
  void tabulatesReliabilityLeastLikelyFirst(SparkSession spark) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      told.add(new Told((i + 0.5) / 100, i % 2 == 0));
    }

    var table = judge(spark, told).reliability();

    assertThat(table).hasSize(10).allMatch(row -> row.customers() == 10);
    assertThat(table.get(0).decile()).isEqualTo(1);
    assertThat(table.get(0).predicted()).isCloseTo(0.05, within(1e-12));
    assertThat(table.get(9).predicted()).isCloseTo(0.95, within(1e-12));
    assertThat(table).allMatch(row -> row.observed() == 0.5);
  }

  @Test
  void keepsCustomersOfEqualProbabilityTogether(SparkSession spark) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      told.add(new Told(i < 30 ? 0.25 : 0.75, i % 4 == 0));
    }

    var table = judge(spark, told).reliability();

    assertThat(table).extracting(ReliabilityDecile::customers).containsExactly(30L, 10L);
    assertThat(table).extracting(ReliabilityDecile::predicted).containsExactly(0.25, 0.75);
  }

  @Test
  void sharesTheBorderOfTheTopDecile(SparkSession spark) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      told.add(new Told(0.5, i < 5));
    }
    // all scores are equal: the top tenth holds no more outcomes than any other
    assertThat(judge(spark, told).liftInTopDecile()).isCloseTo(1, within(1e-12));
  }

  @Test
  void agreesWithCountingEveryPair(SparkSession spark) {
    var random = new SplittableRandom(23);
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double probability = random.nextInt(1, 40) / 40.0;
      told.add(new Told(probability, random.nextDouble() < probability));
    }

    var figures = judge(spark, told);

    assertThat(figures.auc()).isCloseTo(aucByPairs(told), within(1e-12));
    assertThat(figures.customers()).isEqualTo(300);
    assertThat(figures.outcomes()).isEqualTo(told.stream().filter(Told::outcome).count());
  }

  @Test
  void ranksByTheScoreAndNotByTheProbability(SparkSession spark) {
    var rows =
        spark.sql(
            """
            select * from values (0.5d, 2.0d, true), (0.5d, 1.0d, false)
              as t(probability, score, outcome)
            """);

    assertThat(new PropensityJudging(rows).figures().auc()).isEqualTo(1);
  }

  @Test
  void ranksByRecencyAloneWithWhoeverNeverOrderedLast(SparkSession spark) {
    var examples =
        spark.sql(
            """
            select concat('c', n) as customer_id, timestamp'2011-11-09' as as_of, outcome, days
              as days_since_last_order
            from values (1, 1.0d, true), (2, 5.0d, false), (3, 5.0d, true), (4, null, false)
              as t(n, days, outcome)
            """);

    // 1 beats both that did not buy, 3 ties one and beats the other
    assertThat(RecencyBaseline.auc(examples("days_since_last_order", examples)))
        .hasValue((2 + 0.5 + 1) / 4);
    assertThat(
            RecencyBaseline.auc(
                examples("days", examples.withColumnRenamed("days_since_last_order", "days"))))
        .as("without the feature")
        .isEmpty();
  }

  private static PropensityExamples examples(String feature, Dataset<Row> rows) {
    var days =
        new Feature(
            feature,
            feature,
            DataTypes.DoubleType,
            feature,
            OptionalInt.empty(),
            Optional.empty(),
            "{}");
    return new PropensityExamples(
        new FeatureSchema("customer_features", "one row per customer", List.of(days)), rows);
  }

  @Test
  void saysNothingWhereOnlyOneOutcomeWasSeen(SparkSession spark) {
    var figures = judge(spark, List.of(new Told(0.5, false), new Told(0.1, false)));

    assertThat(figures.auc()).isNaN();
    assertThat(figures.prAuc()).isNaN();
    assertThat(figures.liftInTopDecile()).isNaN();
    assertThat(figures.brier()).isCloseTo(0.13, within(1e-12));
  }

  @Test
  void staysFiniteWhenACertainPredictionIsWrong(SparkSession spark) {
    var figures = judge(spark, List.of(new Told(1, false), new Told(0, true)));

    assertThat(figures.logLoss()).isCloseTo(-Math.log(1e-15), within(0.01));
  }

  @Test
  void refusesProbabilitiesThatAreNone(SparkSession spark) {
    assertThatThrownBy(
            () -> judge(spark, List.of(new Told(Double.NaN, true), new Told(0.5, false))))
        .hasMessage("probability must be between 0 and 1, but is not in 1 of 2 rows");
  }

  private static PropensityFigures judge(SparkSession spark, List<Told> told) {
    List<Row> rows =
        told.stream()
            .map(t -> RowFactory.create(t.probability(), 10 * t.probability(), t.outcome()))
            .toList();
    StructType schema =
        new StructType()
            .add("probability", DataTypes.DoubleType)
            .add("score", DataTypes.DoubleType)
            .add("outcome", DataTypes.BooleanType);
    return new PropensityJudging(spark.createDataFrame(rows, schema)).figures();
  }

  private static double aucByPairs(List<Told> told) {
    double won = 0;
    long pairs = 0;
    for (Told yes : told) {
      for (Told no : told) {
        if (yes.outcome() && !no.outcome()) {
          int order = Double.compare(yes.probability(), no.probability());
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }
}
