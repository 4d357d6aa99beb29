package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    assertThat(similarity(spark, with(0.5, 0, 100, 100), "tea", "jam"))
        .isCloseTo(2 / (Math.sqrt(3 * 2) + 0.5), within(1e-15));
  }

  @Test
  void learnsFromOrdersOfUnknownCustomers(SparkSession spark) {
    // 1 order holds both; 4 orders hold tea, 1 holds milk
    assertThat(similarity(spark, with(0, 0.25, 100, 100), "tea", "milk"))
        .isCloseTo(0.25 * 1 / Math.sqrt(4 * 1), within(1e-15));
  }

  @Test
  void saysHowManyBasketsItCapped(SparkSession spark) {
    var model = with(0, 0.5, 5, 100).train(Shop.ofTwoBlocks(spark));

    assertThat(model.counts())
        .containsEntry("baskets", 48L)
        .containsEntry("baskets_capped", 48L)
        .containsEntry("basket_items", 240L)
        .containsEntry("basket_items_left_out", 48L);
    assertThat(model.remarks())
        .containsExactly(
            "48 of 48 baskets hold more than max_basket, 5; 48 of their 288 items are left out");
  }

  @Test
  void refusesBasketsThatWouldNotFitItsMemory(SparkSession spark) {
    // 28 bytes for each pair, 120 for each basket
    var size = new BasketRows.Size(1_000_000, 100_000_000);

    assertThatThrownBy(() -> with(0, 0.5, 5, 1024).need(size))
        .hasMessage(
            "item-neighbours: memory_limit_mb must be at least 2784 for 1,000,000 baskets with 100,000,000 items,"
                + " but is 1024");
    assertThat(with(0, 0.5, 5, 1).train(Shop.of(spark, LINES)).counts())
        .containsEntry("estimated_mb", 0L);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COSINE")
  void listsTheSameItemsByEveryMeasureWhereTastesAreApart(
      Similarity similarity, SparkSession spark) {
    var lists = ItemNeighbours.defaults().by(similarity).train(Shop.ofTwoBlocks(spark)).forItems(7);

    assertThat(lists.rows().count()).isEqualTo(16 * 7);
    assertThat(lists.rows().where("left(item_id, 1) <> left(similar_item_id, 1)").count()).isZero();
  }

  private static ItemNeighbours with(
      double shrinkage, double orderShare, int maxBasket, int memoryLimitMb) {
    return new ItemNeighbours(
        Similarity.COSINE, 20, shrinkage, 0.5, orderShare, maxBasket, 1, memoryLimitMb);
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
