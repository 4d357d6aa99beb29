package org.alsolike.features.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

@SparkTest
class PropensityQuestionTest {

  private static final Instant EARLY = Instant.parse("2011-09-10T00:00:00Z");
  private static final Instant LATE = Instant.parse("2011-10-10T00:00:00Z");
  private static final Instant CUT_OFF = Instant.parse("2011-11-09T00:00:00Z");

  private static final PropensityQuestion QUESTION =
      new PropensityQuestion("orders > 0", new Outcome("purchase", Duration.ofDays(30)));

  @Test
  void theOutcomeCountsFromTheDateOnAndEndsBeforeItsTimeIsUp(SparkSession spark) {
    var examples = QUESTION.examples(features(spark), events(spark), List.of(EARLY, LATE), CUT_OFF);

    assertThat(
            examples
                .rows()
                .selectExpr("customer_id", "date(as_of)", "outcome")
                .collectAsList()
                .stream()
                .map(Row::toString))
        .containsExactlyInAnyOrder(
            "[ann,2011-09-10,true]", // bought at that very moment
            "[bob,2011-09-10,false]", // bought 30 days later to the second, and sent things back
            "[ann,2011-10-10,false]",
            "[bob,2011-10-10,true]");
  }

  @Test
  void refusesADateWhoseOutcomeIsNotKnownYet(SparkSession spark) {
    var dates = List.of(LATE.plusSeconds(1));

    assertThatThrownBy(() -> QUESTION.examples(features(spark), events(spark), dates, CUT_OFF))
        .hasMessage(
            "dates must be at least 30 days before the cut-off 2011-11-09T00:00:00Z, "
                + "so that each outcome is known, but one is 2011-10-10T00:00:01Z");
  }

  @Test
  void refusesAPopulationOverAnUnknownFeature(SparkSession spark) {
    var question = new PropensityQuestion("order > 0", QUESTION.outcome());

    assertThatThrownBy(() -> question.asked(features(spark)))
        .hasMessageStartingWith("population: unknown column \"order\"; did you mean \"orders\"?");
  }

  /** Cyd has no order and is not asked. */
  private static CustomerFeatures features(SparkSession spark) {
    var orders =
        new Feature(
            "orders",
            "orders",
            DataTypes.LongType,
            "distinct orders",
            OptionalInt.empty(),
            Optional.of(0.0),
            "{} orders");
    var rows =
        spark.sql(
            """
            select customer_id, explode(array(timestamp'2011-09-10', timestamp'2011-10-10')) as as_of, orders
            from values ('ann', 1L), ('bob', 2L), ('cyd', 0L) as t(customer_id, orders)
            """);
    return new CustomerFeatures(
        new FeatureSchema("customer_features", "one row per as-of and customer", List.of(orders)),
        rows);
  }

  private static Events events(SparkSession spark) {
    return new Events(
        spark.sql(
            """
            select customer_id, 'tea' as item_id, 'o' as order_id, cast(at as timestamp) as occurred_at, kind,
                   1 :: decimal(18,4) as quantity, 1 :: decimal(18,4) as unit_price, 1 :: decimal(18,4) as amount,
                   cast(null as string) as title, cast(null as string) as category, cast(null as string) as country
            from values
              ('ann', '2011-09-10 00:00:00', 'purchase'),
              ('ann', '2011-09-11 00:00:00', 'purchase'),
              ('bob', '2011-09-11 00:00:00', 'return'),
              ('bob', '2011-10-10 00:00:00', 'purchase'),
              ('ann', '2011-11-09 00:00:00', 'purchase'),
              (null,  '2011-10-11 00:00:00', 'purchase')
              as t(customer_id, at, kind)
            """));
  }
}
