package org.alsolike.models.propensity;

import static org.alsolike.models.propensity.RawPropensityScores.SCORE;
import static org.alsolike.tables.PropensityScores.CUSTOMER;
import static org.alsolike.tables.PropensityScores.PROBABILITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every permitted trainer, with its defaults. */
@SparkTest
class PropensityTrainerTest {

  static Stream<PropensityTrainer> everyTrainer() {
    return Arrays.stream(PropensityTrainer.class.getPermittedSubclasses())
        .map(PropensityTrainerTest::withDefaults);
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void tellsKeenCustomersFromTheOthers(PropensityTrainer trainer, SparkSession spark) {
    Map<String, Double> probabilities =
        probabilities(Shop.everyone(Shop.model(spark, trainer), Shop.customers(spark)));

    assertThat(probabilities).hasSize(Shop.CUSTOMERS);
    probabilities.forEach(
        (customer, probability) -> {
          if (Integer.parseInt(customer.substring(1)) % 2 == 0) {
            assertThat(probability).as(customer).isBetween(0.60, 0.99);
          } else {
            assertThat(probability).as(customer).isBetween(0.01, 0.40);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void givesTheSameBitsInTwoFits(PropensityTrainer trainer, SparkSession spark) {
    var once = Shop.everyone(Shop.model(spark, trainer), Shop.customers(spark));
    var again = Shop.everyone(Shop.model(spark, trainer), Shop.customers(spark));

    assertThat(rows(again)).isEqualTo(rows(once));
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void givesTheSameBitsForAnyPartitions(PropensityTrainer trainer, SparkSession spark) {
    List<String> expected = null;
    for (int partitions : new int[] {1, 2, 8}) {
      var examples = Shop.examples(spark);
      var customers = Shop.customers(spark);
      var model =
          Shop.model(
              trainer,
              new PropensityExamples(
                  examples.schema(), examples.rows().repartition(partitions, CUSTOMER.col())));
      List<String> found =
          rows(
              Shop.everyone(
                  model,
                  new CustomerFeatures(
                      customers.schema(),
                      customers.rows().repartition(partitions, CUSTOMER.col()))));
      expected = expected == null ? found : expected;
      assertThat(found).as("%d partitions", partitions).isEqualTo(expected);
    }
  }

  static Stream<Arguments> everyTrainerAndCalibration() {
    return everyTrainer()
        .flatMap(
            trainer ->
                Arrays.stream(CalibrationMethod.values())
                    .map(calibration -> Arguments.of(trainer, calibration)));
  }

  @ParameterizedTest
  @MethodSource("everyTrainerAndCalibration")
  void scoresAlikeAfterSavingAndLoading(
      PropensityTrainer trainer, CalibrationMethod calibration, SparkSession spark)
      throws IOException {
    PropensityModel saved = Shop.model(trainer, calibration, Shop.examples(spark));

    PropensityModel loaded = PropensityModel.load(saved.files());

    assertThat(loaded.name()).isEqualTo("buys_30d");
    assertThat(loaded.trainer()).isEqualTo(trainer.kind());
    assertThat(card(loaded).get(calibration.name().toLowerCase(Locale.ROOT)).isObject())
        .as("calibrated by %s", calibration)
        .isTrue();
    assertThat(rows(Shop.everyone(loaded, Shop.customers(spark))))
        .isEqualTo(rows(Shop.everyone(saved, Shop.customers(spark))));
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void fitsScalesAndMediansOnTrainingRowsAlone(PropensityTrainer trainer) throws IOException {
    PropensityModel model = fitted(trainer, 1);
    PropensityModel otherwiseCalibrated = fitted(trainer, 1000);

    assertThat(card(otherwiseCalibrated).get("preparation"))
        .isEqualTo(card(model).get("preparation"));
    assertThat(card(otherwiseCalibrated).get("platt")).isNotEqualTo(card(model).get("platt"));
  }

  /** On 40 rows; the values of the 20 that calibrate are multiplied. */
  private static PropensityModel fitted(PropensityTrainer trainer, double calibratingTimes) {
    var training = new LearningRows.Split(new ArrayList<>(), new ArrayList<>());
    var calibrating = new LearningRows.Split(new ArrayList<>(), new ArrayList<>());
    for (int row = 0; row < 60; row++) {
      boolean trained = row < 40;
      double times = trained ? 1 : calibratingTimes;
      double gap = row % 5 == 0 ? Double.NaN : 3 + row % 11;
      (trained ? training : calibrating)
          .add(new double[] {(1 + row % 7) * times, gap * times}, row % 7 > 3 != (row % 10 == 0));
    }
    return PropensityModel.train(
        Shop.settings(trainer, CalibrationMethod.PLATT),
        trainer,
        new LearningRows("buys_30d", List.of("orders", "gap"), training, calibrating));
  }

  private static JsonNode card(PropensityModel model) throws IOException {
    return new ObjectMapper().readTree(model.files().get("model.json"));
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void refusesAModelWithOneBitFlippedAnywhere(PropensityTrainer trainer, SparkSession spark) {
    Map<String, byte[]> files = Shop.model(spark, trainer).files();

    files.forEach(
        (name, content) -> {
          byte[] broken = content.clone();
          broken[broken.length / 2] ^= 1;
          Map<String, byte[]> damaged = new LinkedHashMap<>(files);
          damaged.put(name, broken);

          assertThatThrownBy(() -> PropensityModel.load(damaged))
              .as(name)
              .isInstanceOf(BrokenModel.class)
              .hasMessageEndingWith("train again");
        });
  }

  @ParameterizedTest
  @MethodSource("everyTrainer")
  void scoresACustomerOfWhomNothingIsKnown(PropensityTrainer trainer, SparkSession spark) {
    var nobody =
        spark.sql(
            """
            select 'nobody' as customer_id, timestamp '2011-09-10 00:00:00' as as_of,
              cast(null as double) as days_since_last_order, cast(null as bigint) as orders_90d,
              cast(null as bigint) as orders, cast(null as decimal(28, 4)) as amount,
              cast('NaN' as double) as mean_gap_days, cast(null as bigint) as same,
              cast(null as string) as country
            """);

    Row scored =
        Shop.everyone(Shop.model(spark, trainer), new CustomerFeatures(Shop.SCHEMA, nobody))
            .first();

    assertThat(scored.<Double>getAs(PROBABILITY.name())).isBetween(0.0, 1.0);
    assertThat(scored.<Double>getAs(SCORE.name())).isFinite();
    assertThat(scored.getList(3)).isEmpty();
  }

  private static Map<String, Double> probabilities(Dataset<Row> scores) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    scores
        .collectAsList()
        .forEach(
            row -> probabilities.put(row.getAs(CUSTOMER.name()), row.getAs(PROBABILITY.name())));
    return probabilities;
  }

  static List<String> rows(Dataset<Row> scores) {
    return scores.orderBy(CUSTOMER.col()).collectAsList().stream().map(Row::toString).toList();
  }

  private static PropensityTrainer withDefaults(Class<?> trainer) {
    try {
      Method defaults = trainer.getMethod("defaults");
      return (PropensityTrainer) defaults.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(trainer + " has no defaults()", e);
    }
  }
}
