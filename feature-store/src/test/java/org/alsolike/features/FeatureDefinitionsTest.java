package org.alsolike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Feature;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class FeatureDefinitionsTest {

  @Test
  void everyShopGetsTheShippedFeatures(SparkSession spark) {
    var definitions = FeatureDefinitions.of(spark, FeatureSettings.defaults());

    assertThat(names(definitions.customerSchema().features()))
        .hasSize(34)
        .startsWith("days_since_last_order", "days_since_first_order", "mean_gap_days")
        .contains("orders_30d", "orders", "amount_365d", "average_order_value_90d", "country");
    assertThat(names(definitions.itemSchema().features()))
        .hasSize(18)
        .contains("buyers_30d", "quantity_365d", "trend", "price", "title", "category");
  }

  @Test
  void aFeatureSaysItsWindowInTheTableAndInWords(SparkSession spark) {
    var schema = FeatureDefinitions.of(spark, FeatureSettings.defaults()).customerSchema();

    var year = schema.find("orders_365d").orElseThrow();
    assertThat(year.meaning()).isEqualTo("distinct orders in the 365 days before the as-of");
    assertThat(year.phrase()).isEqualTo("{} orders in a year");
    assertThat(year.family()).isEqualTo("orders");
    assertThat(year.windowDays()).hasValue(365);
    assertThat(schema.find("orders").orElseThrow().phrase()).isEqualTo("{} orders in all");
  }

  @Test
  void anEntryOfTheSameNameReplacesTheShippedOneAndOthersAreAdded(SparkSession spark) {
    var own =
        List.of(
            entry("items", Aggregation.ITEMS, 7, Optional.empty()),
            entry("gift_orders", Aggregation.ORDERS, 90, Optional.of("unit_price < 5")));

    var features = FeatureDefinitions.of(spark, settings(own)).customerSchema().features();

    assertThat(names(features))
        .contains("items_7d", "gift_orders_90d")
        .doesNotContain("items_30d", "items");
  }

  @Test
  void aConditionThatNoEventCanMeetIsRefusedByItsKey(SparkSession spark) {
    var own = List.of(entry("gift", Aggregation.ORDERS, 90, Optional.of("unit_prise < 5")));

    assertThatThrownBy(() -> FeatureDefinitions.of(spark, settings(own)))
        .hasMessageStartingWith(
            "features.customer.gift.where: unknown column \"unit_prise\"; did you mean \"unit_price\"?");
  }

  @Test
  void anAggregationOfItemsIsRefusedForCustomers(SparkSession spark) {
    var own = List.of(entry("fans", Aggregation.BUYERS, 90, Optional.empty()));

    assertThatThrownBy(() -> FeatureDefinitions.of(spark, settings(own)))
        .hasMessage("features.customer.fans.aggregation must describe customer_id, but is buyers");
  }

  @Test
  void aWindowIsWholeDays() {
    assertThatThrownBy(
            () ->
                new FeatureEntry(
                    "late",
                    Aggregation.ORDERS,
                    Optional.empty(),
                    List.of(Duration.ofHours(36)),
                    Optional.empty(),
                    Optional.empty(),
                    "late orders",
                    Optional.empty(),
                    Optional.empty()))
        .hasMessage("windows must be whole days such as 90d, but is PT36H");
  }

  @Test
  void settingsRefuseWhatCannotBeMeant() {
    assertThatThrownBy(() -> entry("Gift-Orders", Aggregation.ORDERS, 90, Optional.empty()))
        .hasMessage("name must be lower case letters, digits and _, but is Gift-Orders");
    assertThatThrownBy(() -> entry("pace", Aggregation.TREND, 90, Optional.empty()))
        .hasMessage("windows must be empty for trend, but is [PT2160H]");
    assertThatThrownBy(() -> new AffinitySettings(Duration.ZERO, Map.of()))
        .hasMessage("half_life must be longer than 0, but is 0 s");
    assertThatThrownBy(() -> new AffinitySettings(Duration.ofDays(1), Map.of("return", 1.0)))
        .hasMessageStartingWith("weights must not name return");
    assertThatThrownBy(() -> new AffinitySettings(Duration.ofDays(1), Map.of("view", Double.NaN)))
        .hasMessage("weights.view must be from 0 to 1000000, but is NaN");
  }

  private static FeatureSettings settings(List<FeatureEntry> customer) {
    return new FeatureSettings(AffinitySettings.defaults(), customer, List.of());
  }

  private static FeatureEntry entry(
      String name, Aggregation aggregation, int days, Optional<String> where) {
    return new FeatureEntry(
        name,
        aggregation,
        Optional.empty(),
        List.of(Duration.ofDays(days)),
        Optional.empty(),
        where,
        name + " {window}",
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> names(List<Feature> features) {
    return features.stream().map(Feature::name).toList();
  }
}
