package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Frequency alone, against scores that a person works out. The half-life is 180 days: an order of
 * 2011-05-13 counts 1/2 on 2011-11-09, one of 2010-11-14 counts 1/4.
 */
@SparkTest
class OwnHistoryTest {

  @Test
  void anOrderOneHalfLifeAgoCountsOneHalf(SparkSession spark) {
    assertThat(
            scores(
                spark,
                """
                ('o1', 'ann', 'tea', '2011-05-13', 1),
                ('o2', 'bob', 'tea', '2010-11-14', 1)
                """))
        .isEqualTo(Map.of("ann tea", 0.5, "bob tea", 0.25));
  }

  @Test
  void addsTheOrdersThatHoldTheItem(SparkSession spark) {
    assertThat(
            scores(
                spark,
                """
                ('o1', 'ann', 'tea', '2010-11-14', 1),
                ('o2', 'ann', 'tea', '2011-05-13', 1),
                ('o2', 'ann', 'jam', '2011-05-13', 1)
                """))
        .isEqualTo(Map.of("ann tea", 0.25 + 0.5, "ann jam", 0.5));
  }

  @Test
  void countsAnOrderOnceWhateverItsLinesAndUnits(SparkSession spark) {
    assertThat(
            scores(
                spark,
                """
                ('o1', 'ann', 'tea', '2011-05-13', 12),
                ('o1', 'ann', 'tea', '2011-05-13', 1)
                """))
        .isEqualTo(Map.of("ann tea", 0.5));
  }

  @Test
  void countsNeitherWhatWasReturnedNorCustomersUnknown(SparkSession spark) {
    assertThat(
            scores(
                spark,
                """
                ('o1', 'ann', 'tea', '2011-05-13', 1),
                ('o2', 'ann', 'tea', '2011-05-13', 0),
                ('o2', 'ann', 'jam', '2011-05-13', 0),
                ('o3', null,  'tea', '2011-05-13', 1)
                """))
        .isEqualTo(Map.of("ann tea", 0.5));
  }

  private static Map<String, Double> scores(SparkSession spark, String lines) {
    Map<String, Double> scores = new TreeMap<>();
    new OwnHistory(Duration.ofDays(180), 0)
        .train(Shop.of(spark, lines))
        .tables()
        .get("own_history")
        .select("customer_id", "item_id", "score")
        .collectAsList()
        .forEach(row -> scores.put(row.getString(0) + " " + row.getString(1), row.getDouble(2)));
    return scores;
  }
}
