package org.alsolike.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The fast features against the slow ones, on many random shops and several as-ofs at once. */
@SparkTest
class AsOfOracleTest {

  private static final RandomShop SHOP = RandomShop.ofSeeds(0, 80);

  /** So few that nothing is added up per moment first. */
  private static final List<Instant> TWO = RandomShop.AS_OFS.subList(1, 3);

  @Test
  void customerFeaturesAreThoseOfTheSlowVersion(SparkSession spark) {
    var store = SHOP.store(spark, definitions(spark), 3);

    for (List<Instant> asOfs : List.of(RandomShop.AS_OFS, TWO)) {
      var rows = bySubject(store.customerFeatures(asOfs).rows(), "customer_id");

      assertThat(rows).containsOnlyKeys(asOfs);
      asOfs.forEach(
          asOf -> assertThat(rows.get(asOf)).isEqualTo(new SlowFeatures(SHOP, asOf).customers()));
    }
  }

  @Test
  void itemFeaturesAreThoseOfTheSlowVersion(SparkSession spark) {
    var store = SHOP.store(spark, definitions(spark), 3);

    for (List<Instant> asOfs : List.of(RandomShop.AS_OFS, TWO)) {
      var rows = bySubject(store.itemFeatures(asOfs).rows(), "item_id");

      assertThat(rows).containsOnlyKeys(asOfs);
      asOfs.forEach(
          asOf -> assertThat(rows.get(asOf)).isEqualTo(new SlowFeatures(SHOP, asOf).items()));
    }
  }

  @Test
  void keptPurchasesAreWhatIsLeftOnAStack(SparkSession spark) {
    var store = SHOP.store(spark, definitions(spark), 3);

    PastPurchases purchases = store.purchases(RandomShop.AS_OFS);
    for (Instant asOf : RandomShop.AS_OFS) {
      var expected =
          new SlowPurchases(SHOP, asOf, AffinitySettings.defaults())
              .lines().stream().map(AsOfOracleTest::line).toList();
      assertThat(lines(purchases.at(asOf))).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void affinitiesAreTheSumOverKeptPurchasesAndInteractions(SparkSession spark) {
    var store = SHOP.store(spark, definitions(spark), 3);

    List<Instant> asOfs = RandomShop.AS_OFS;
    PastAffinities affinities = store.affinities(asOfs, store.purchases(asOfs));
    for (Instant asOf : asOfs) {
      assertThat(pairs(affinities.at(asOf)))
          .isEqualTo(new SlowPurchases(SHOP, asOf, AffinitySettings.defaults()).affinities());
    }
  }

  private static FeatureDefinitions definitions(SparkSession spark) {
    var cheapOrders =
        new FeatureEntry(
            "cheap_orders",
            Aggregation.ORDERS,
            Optional.empty(),
            List.of(Duration.ofDays(90)),
            Optional.empty(),
            Optional.of("unit_price < 5"),
            "orders with something cheap {window}",
            Optional.empty(),
            Optional.empty());
    var views =
        new FeatureEntry(
            "views",
            Aggregation.EVENTS,
            Optional.of("view"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "views {window}",
            Optional.empty(),
            Optional.empty());
    return FeatureDefinitions.of(
        spark,
        new FeatureSettings(AffinitySettings.defaults(), List.of(cheapOrders, views), List.of()));
  }

  private static Map<Instant, Map<String, Map<String, Object>>> bySubject(
      Dataset<Row> rows, String id) {
    var found = new TreeMap<Instant, Map<String, Map<String, Object>>>();
    for (Row row : rows.collectAsList()) {
      var values = new LinkedHashMap<String, Object>();
      for (String column : row.schema().fieldNames()) {
        values.put(column, row.getAs(column));
      }
      Instant asOf = ((Timestamp) values.remove("as_of")).toInstant();
      String subject = (String) values.remove(id);
      var before = found.computeIfAbsent(asOf, t -> new TreeMap<>()).put(subject, values);
      assertThat(before).as("one row per as-of and subject").isNull();
    }
    return found;
  }

  private static List<String> lines(Purchases purchases) {
    var lines = new ArrayList<String>();
    for (Row row : purchases.rows().collectAsList()) {
      lines.add(
          "%s %s %s %s %s of %s at %s"
              .formatted(
                  row.getAs("order_id"),
                  row.getAs("customer_id"),
                  row.getAs("item_id"),
                  row.<Timestamp>getAs("occurred_at").toInstant(),
                  row.getAs("kept"),
                  row.getAs("quantity"),
                  row.getAs("unit_price")));
    }
    return lines;
  }

  private static String line(SlowPurchases.Line line) {
    var bought = line.bought;
    return "%s %s %s %s %s of %s at %s"
        .formatted(
            bought.order(),
            bought.customer(),
            bought.item(),
            bought.at(),
            line.kept.setScale(4),
            bought.quantity(),
            bought.unitPrice());
  }

  private static Map<String, String> pairs(Affinities affinities) {
    var pairs = new TreeMap<String, String>();
    for (Row row : affinities.rows().collectAsList()) {
      var before =
          pairs.put(
              row.getAs("customer_id") + " " + row.getAs("item_id"),
              "%s %s %s %s %s %s"
                  .formatted(
                      row.getAs("weight"),
                      row.getAs("bought"),
                      row.getAs("orders"),
                      instant(row.getAs("first_bought_at")),
                      instant(row.getAs("last_bought_at")),
                      row.getAs("price_paid")));
      assertThat(before).as("one row per customer and item").isNull();
    }
    return pairs;
  }

  private static Instant instant(Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }
}
