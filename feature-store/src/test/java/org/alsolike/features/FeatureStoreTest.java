package org.alsolike.features;

import static org.alsolike.features.Happening.back;
import static org.alsolike.features.Happening.purchase;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class FeatureStoreTest {

  private static final Instant AS_OF = Instant.parse("2011-11-09T00:00:00Z");

  /** Ann buys 2, then 3, sends 4 back, and 1 more after the as-of; Bob's milk all comes back. */
  private static final List<Happening> EVENTS =
      List.of(
          purchase("ann", "tea", "o1", "2011-08-11T00:00:00Z", 2),
          purchase("ann", "tea", "o2", "2011-11-01T00:00:00Z", 3),
          back("ann", "tea", "r1", "2011-11-02T00:00:00Z", 4),
          back("ann", "tea", "r2", "2011-11-09T00:00:00Z", 1),
          purchase("bob", "milk", "o3", "2011-11-08T12:00:00Z", 1),
          back("bob", "milk", "r3", "2011-11-08T13:00:00Z", 1),
          purchase(null, "jam", "o4", "2011-11-08T12:00:00Z", 1),
          back(null, "jam", "r4", "2011-11-08T13:00:00Z", 1),
          purchase("bob", "jam", "o5", "2011-11-09T00:00:00Z", 1));

  @Test
  void aReturnTakesBackWhatWasBoughtLastAndOnlyOnceItIsKnown(SparkSession spark) {
    assertThat(kept(store(spark).purchases(List.of(AS_OF)).at(AS_OF)))
        .containsExactlyInAnyOrder(
            "[o1,tea,2.0000,1.0000]",
            "[o2,tea,3.0000,0.0000]",
            "[o3,milk,1.0000,0.0000]",
            "[o4,jam,1.0000,1.0000]"); // nobody knows whose return it was
  }

  @Test
  void aWhollyReturnedItemTeachesNothingAndIsStillMasked(SparkSession spark) {
    var rows =
        store(spark)
            .at(AS_OF)
            .affinities()
            .rows()
            .withColumn("first_bought_at", col("first_bought_at").cast("string"))
            .withColumn("last_bought_at", col("last_bought_at").cast("string"))
            .collectAsList();

    assertThat(rows.stream().map(Row::toString))
        .containsExactlyInAnyOrder(
            // kept of o1 only, one half-life ago
            "[ann,tea,0.500000,true,1,2011-08-11 00:00:00,2011-08-11 00:00:00,2.5000]",
            "[bob,milk,0.000000,true,0,null,null,null]");
  }

  @Test
  void theWindowToJudgeByBeginsAtTheAsOfAndNetsNothing(SparkSession spark) {
    var window = store(spark).purchasesBetween(AS_OF, Instant.parse("2011-12-10T00:00:00Z"));

    assertThat(kept(window)).containsExactly("[o5,jam,1.0000,1.0000]");
  }

  @Test
  void aCustomerKnownFromTheCustomersFileAloneHasARow(SparkSession spark) {
    var features = store(spark).customerFeatures(List.of(AS_OF)).rows();

    assertThat(
            features
                .where("orders = 0")
                .selectExpr("customer_id", "country", "amount_30d", "days_since_last_order")
                .collectAsList()
                .stream()
                .map(Row::toString))
        .containsExactly("[cyd,Malta,0.0000,null]");
  }

  @Test
  void theLatestStatementKnownBeforeTheAsOfDecidesOnConsent(SparkSession spark) {
    var consent = store(spark).consentAsOf(AS_OF).orElseThrow().rows();

    assertThat(
            consent.selectExpr("customer_id", "consent").collectAsList().stream()
                .map(Row::toString))
        .containsExactlyInAnyOrder("[ann,false]", "[bob,null]", "[cyd,true]");
  }

  @Test
  void theShopsHistoryBeginsWithItsFirstEvent(SparkSession spark) {
    assertThat(store(spark).firstEvent()).contains(Instant.parse("2011-08-11T00:00:00Z"));
  }

  private static FeatureStore store(SparkSession spark) {
    var customers =
        spark.sql(
            """
            select customer_id, country, consent, cast(known_from as timestamp) as known_from
            from values
              ('ann', 'France', true,  null),
              ('ann', 'France', false, '2011-11-08 23:59:59'),
              ('ann', 'France', true,  '2011-11-09 00:00:00'),
              ('bob', null,     true,  '2011-01-01'),
              ('bob', null,     null,  '2011-02-01'),
              ('cyd', 'Malta',  true,  null),
              ('dan', 'Norway', true,  '2011-11-09 00:00:00')
              as t(customer_id, country, consent, known_from)
            """);
    return new FeatureStore(
        new RandomShop(EVENTS, List.of(), List.of()).asEvents(spark, 2),
        Optional.empty(),
        Optional.of(new Customers(customers)),
        FeatureDefinitions.of(spark, FeatureSettings.defaults()));
  }

  private static List<String> kept(Purchases purchases) {
    return purchases
        .rows()
        .selectExpr("order_id", "item_id", "quantity", "kept")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
