package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class TrainingPlanTest {

  @Test
  void trainsOnEarlierAsOfsAndCalibratesOnTheLatest(SparkSession spark) {
    TrainingPlan plan = TrainingPlan.of(settings(100_000), Shop.examples(spark));

    LearningRows rows = plan.collect();

    assertThat(plan.summary())
        .isEqualTo(
            "buys_30d: 600 rows at 3 as-ofs (2011-07-12 .. 2011-09-10), 6 features, about 1 MB");
    assertThat(rows.features())
        .containsExactly(
            "days_since_last_order", "orders_90d", "orders", "amount", "mean_gap_days", "same");
    assertThat(rows.training().values()).hasSize(400);
    assertThat(rows.calibrating().values()).hasSize(200);
    assertThat(rows.training().values().get(1))
        .containsExactly(201.5, 0, 2, 41, 61, 7); // c001, of an odd number
    assertThat(rows.training().values().get(0)[4]).isNaN();
  }

  @Test
  void takesTheSameSampleWhateverThePartitions(SparkSession spark) {
    PropensityExamples examples = Shop.examples(spark);
    var scattered =
        new PropensityExamples(
            examples.schema(), examples.rows().repartition(8, examples.rows().col("amount")));

    TrainingPlan plan = TrainingPlan.of(settings(300), examples);
    TrainingPlan again = TrainingPlan.of(settings(300), scattered);

    assertThat(plan.rows()).isBetween(240L, 360L);
    assertThat(plan.summary()).contains(" of 600 rows at 3 as-ofs");
    assertThat(again.perAsOf()).isEqualTo(plan.perAsOf());
    assertThat(texts(again)).isEqualTo(texts(plan));
  }

  @Test
  void refusesWhatCannotBeLearnedFrom(SparkSession spark) {
    assertThatThrownBy(() -> planWhere(spark, "false"))
        .isInstanceOf(NothingToLearn.class)
        .hasMessage(
            "propensity buys_30d has no rows to learn from; widen its population or use earlier data");
    assertThatThrownBy(() -> planWhere(spark, "as_of < '2011-08-01'"))
        .hasMessage(
            "propensity buys_30d has rows at one as-of only (2011-07-12T00:00:00Z) and needs two: one to train and a later one to calibrate; shorten outcome.within or every");
    assertThatThrownBy(() -> planWhere(spark, "outcome or as_of > '2011-09-01'"))
        .hasMessageStartingWith(
            "propensity buys_30d has only one class to train on: the outcome is true in all ");
    assertThatThrownBy(() -> planWhere(spark, "not outcome or as_of < '2011-09-01'"))
        .hasMessageStartingWith(
            "propensity buys_30d has only one class to calibrate on: the outcome is false in all ");
  }

  @Test
  void refusesFeaturesThatDoNotVary(SparkSession spark) {
    var constant =
        new PropensityExamples(
            new FeatureSchema(
                "customer_features", "one row", List.of(Shop.SCHEMA.find("same").orElseThrow())),
            Shop.examples(spark).rows().select("customer_id", "as_of", "outcome", "same"));

    assertThatThrownBy(() -> Shop.model(LogisticRegression.defaults(), constant))
        .hasMessage(
            "propensity buys_30d: none of the 1 features varies in the training rows; add one that does");
  }

  private static List<String> texts(TrainingPlan plan) {
    return plan.collect().training().values().stream().map(Arrays::toString).toList();
  }

  private static TrainingPlan planWhere(SparkSession spark, String condition) {
    PropensityExamples examples = Shop.examples(spark);
    return TrainingPlan.of(
        settings(100_000),
        new PropensityExamples(examples.schema(), examples.rows().where(condition)));
  }

  private static PropensitySettings settings(int maxRows) {
    return new PropensitySettings(
        "buys_30d",
        "orders > 0",
        Outcome.defaults(),
        LogisticRegression.defaults(),
        List.of(),
        CalibrationMethod.PLATT,
        3,
        Duration.ofDays(30),
        maxRows);
  }
}
