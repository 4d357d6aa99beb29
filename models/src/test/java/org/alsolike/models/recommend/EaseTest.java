package org.alsolike.models.recommend;

import static org.alsolike.tables.SimilarItems.ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class EaseTest {

  /** What one tile of the matrix takes with the pairs of a small shop. */
  private static final int LIMIT_MB = 3;

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

    assertThat(model.counts()).containsEntry("items_solved", 256L).containsEntry("items_beyond", 44L);
    assertThat(model.remarks())
        .containsExactly(
            "memory_limit_mb 3 allows weights of the 256 items held by most;"
                + " 44 others are served by their 50 nearest");
    var lists = model.forItems(5, Set.of()).rows();
    assertThat(lists.select(ITEM.col()).distinct().count()).isEqualTo(300);
    String shelf = "substring_index(%s, '-', 2)";
    assertThat(
            lists
                .where(shelf.formatted("item_id") + " <> " + shelf.formatted("similar_item_id"))
                .count())
        .isZero();
    assertThat(new Ease(1, 500, 1, 64).train(shop).remarks()).isEmpty();
  }

  @Test
  void isRefusedWhereNotEvenOneItemFits(SparkSession spark) {
    assertThatThrownBy(() -> new Ease(1, 500, 1, 1).train(Shop.ofTwoBlocks(spark)))
        .hasMessage("memory_limit_mb must be at least 3 for 16 items and 144 pairs, but is 1");
  }
}
