package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ItemNeighboursTest {

  /** Ann and bob hold tea and jam, cyd holds tea; tea and milk meet only in a nameless order. */
  private static final String LINES =
      """
      ('o1', 'ann', 'tea',  '2011-10-20', 1),
      ('o2', 'ann', 'jam',  '2011-10-21', 1),
      ('o3', 'bob', 'tea',  '2011-10-20', 1),
      ('o3', 'bob', 'jam',  '2011-10-20', 1),
      ('o4', 'cyd', 'tea',  '2011-10-20', 1),
      ('o5', null,  'tea',  '2011-10-20', 1),
      ('o5', null,  'milk', '2011-10-20', 1)
      """;

  @Test
  void measuresTheCosineWithShrinkageOverCustomers(SparkSession spark) {
    // both are held by 2 of tea's 3 and jam's 2 customers
    assertThat(similarity(spark, new ItemNeighbours(20, 0.5, 0, 100, 100), "tea", "jam"))
        .isCloseTo(2 / (Math.sqrt(3 * 2) + 0.5), within(1e-15));
  }

  @Test
  void learnsFromOrdersOfUnknownCustomers(SparkSession spark) {
    // 1 order holds both; 4 orders hold tea, 1 holds milk
    assertThat(similarity(spark, new ItemNeighbours(20, 0, 0.25, 100, 100), "tea", "milk"))
        .isCloseTo(0.25 * 1 / Math.sqrt(4 * 1), within(1e-15));
  }

  @Test
  void saysHowManyBasketsItCapped(SparkSession spark) {
    var model = new ItemNeighbours(20, 0, 0.5, 5, 100).train(Shop.ofTwoBlocks(spark));

    assertThat(model.counts())
        .containsEntry("baskets", 48L)
        .containsEntry("baskets_capped", 48L)
        .containsEntry("basket_items", 240L);
  }

  @Test
  void refusesBasketsThatWouldNotFitItsMemory(SparkSession spark) {
    var history =
        Shop.of(
            spark, "('o1', 'ann', 'tea', '2011-10-20', 1), ('o1', 'ann', 'jam', '2011-10-20', 1)");

    assertThatThrownBy(() -> new Baskets.Size(1_000_000, 0, 100_000_000).requireWithin(1024))
        .hasMessage(
            "memory_limit_mb must be at least 1533 for 1,000,000 baskets with 100,000,000 items,"
                + " but is 1024; raise it, or lower max_basket");
    assertThat(new ItemNeighbours(20, 0, 0.5, 5, 1).train(history).counts())
        .containsEntry("estimated_mb", 0L);
  }

  private static double similarity(
      SparkSession spark, ItemNeighbours recommender, String item, String other) {
    return recommender
        .train(Shop.of(spark, LINES))
        .forItems(10)
        .rows()
        .where("item_id = '%s' and similar_item_id = '%s'".formatted(item, other))
        .first()
        .getAs("score");
  }
}
