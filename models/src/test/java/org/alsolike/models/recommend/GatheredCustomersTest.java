package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    for (Viewers viewers : List.of(new Viewers.Everybody(), some(spark))) {
      boolean during =
          GatheredCustomers.during(history, viewers, () -> areGathered(history, viewers));

      assertThat(during).isTrue();
      assertThat(areGathered(history, viewers)).isFalse();
    }
  }

  private static Viewers some(SparkSession spark) {
    return new Viewers.Those(spark.sql("select 'c1' as customer_id"));
  }

  private static boolean areGathered(History history, Viewers viewers) {
    return Ranking.customers(history, viewers)
        .queryExecution()
        .withCachedData()
        .toString()
        .contains("InMemoryRelation");
  }
}
