package org.alsolike.models.recommend;

import static org.alsolike.models.recommend.Candidates.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class EaseTest {

  /** What one tile of the matrix takes with the pairs of a small shop. */
  private static final int LIMIT_MB = 4;

  @Test
  void servesItemsBeyondTheMemoryLimitByTheirNearestAndSaysSo(SparkSession spark) {
    // 300 items in 30 shelves of ten; each customer holds nine of a shelf.
    History shop =
        Shop.of(
            spark.sql(
                """
                select concat('o-', c.id) as order_id, concat('c-', c.id) as customer_id,
                       concat('item-', shelf.id, '-', i.id) as item_id,
                       '2011-10-20' as bought_on, 1 as kept
                from range(30) as shelf, range(300) as c, range(10) as i
                where c.id % 30 = shelf.id and (c.id div 30) <> i.id
                """));

    var model = new Ease(1, 500, 1, LIMIT_MB).train(shop);

    assertThat(model.counts())
        .containsEntry("items_solved", 256L)
        .containsEntry("items_beyond", 44L);
    assertThat(model.remarks())
        .containsExactly(
            "memory_limit_mb 4 allows weights of the 256 items held by most;"
                + " 44 others are served by their 50 nearest");
    String missing = "concat('item-', number % 30, '-', number div 30)";
    assertThat(
            model
                .forCustomers(shop, UNSEEN, 1)
                .rows()
                .selectExpr("item_id", "cast(substring(customer_id, 3) as int) as number")
                .where("item_id = " + missing)
                .count())
        .isEqualTo(300);
    assertThat(new Ease(1, 500, 1, 64).train(shop).remarks()).isEmpty();
  }

  @Test
  void isRefusedWhereNotEvenOneItemFits(SparkSession spark) {
    assertThatThrownBy(() -> new Ease(1, 500, 1, 1).train(Shop.ofTwoBlocks(spark)))
        .hasMessage(
            "ease: memory_limit_mb must be at least 2 for 16 items and 144 pairs, but is 1");
  }
}
