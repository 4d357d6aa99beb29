package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Scores against those that a person works out; the as-of is 2011-11-09, 28 days after 10-12. */
@SparkTest
class PopularityTest {

  @Test
  void countsEachCustomerOnceForAnItemHoweverOftenItWasBought(SparkSession spark) {
    assertThat(
            scores(
                spark,
                Popularity.defaults(),
                """
                ('o1', 'ann', 'tea', '2011-11-01', 1),
                ('o1', 'ann', 'tea', '2011-11-01', 9),
                ('o2', 'ann', 'tea', '2011-11-05', 1),
                ('o3', 'bob', 'tea', '2011-11-02', 1),
                ('o3', 'bob', 'jam', '2011-11-02', 1)
                """))
        .isEqualTo(Map.of("tea", 2.0, "jam", 1.0));
  }

  @Test
  void countsFromTheFirstMomentOfTheWindowOn(SparkSession spark) {
    assertThat(
            scores(
                spark,
                Popularity.defaults(),
                """
                ('o1', 'ann', 'tea', '2011-10-12 00:00:00', 1),
                ('o2', 'bob', 'tea', '2011-10-11 23:59:59', 1),
                ('o2', 'bob', 'jam', '2011-10-11 23:59:59', 1)
                """))
        .isEqualTo(Map.of("tea", 1.0));
  }

  @Test
  void countsNeitherWhatWasReturnedNorCustomersUnknown(SparkSession spark) {
    assertThat(
            scores(
                spark,
                Popularity.defaults(),
                """
                ('o1', 'ann', 'tea', '2011-11-01', 1),
                ('o2', 'bob', 'tea', '2011-11-01', 0),
                ('o3', null,  'tea', '2011-11-01', 5),
                ('o3', null,  'jam', '2011-11-01', 5)
                """))
        .isEqualTo(Map.of("tea", 1.0));
  }

  @Test
  void countsACustomerByTheAgeOfTheLastPurchaseWhereAHalfLifeIsGiven(SparkSession spark) {
    var decaying =
        new Popularity(Duration.ofDays(365), Optional.of(Duration.ofDays(28)), Optional.empty(), 1);

    assertThat(
            scores(
                spark,
                decaying,
                """
                ('o1', 'ann', 'tea', '2011-08-01', 1),
                ('o2', 'ann', 'tea', '2011-10-12', 1),
                ('o3', 'bob', 'tea', '2011-09-14', 1),
                ('o3', 'bob', 'jam', '2011-09-14', 1)
                """))
        .as("ann one half-life ago, bob two")
        .isEqualTo(Map.of("tea", 0.5 + 0.25, "jam", 0.25));
  }

  private static Map<String, Double> scores(
      SparkSession spark, Popularity popularity, String lines) {
    Map<String, Double> scores = new TreeMap<>();
    popularity
        .train(Shop.of(spark, lines))
        .tables()
        .get("popularity")
        .select("item_id", "score")
        .collectAsList()
        .forEach(row -> scores.put(row.getString(0), row.getDouble(1)));
    return scores;
  }
}
