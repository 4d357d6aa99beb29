package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class GatheredCustomersTest {

  @Test
  void areAtHandForEveryListWhileTheWorkLastsAndNoLonger(SparkSession spark) {
    History history =
        Shop.of(
            spark.sql(
                "select 'o1' as order_id, 'c1' as customer_id, 'a' as item_id,"
                    + " '2011-08-01' as bought_on, 1 as kept"));

    boolean during = GatheredCustomers.during(history, () -> areGathered(history));

    assertThat(during).isTrue();
    assertThat(areGathered(history)).isFalse();
  }

  private static boolean areGathered(History history) {
    return Ranking.customers(history)
        .queryExecution()
        .withCachedData()
        .toString()
        .contains("InMemoryRelation");
  }
}
