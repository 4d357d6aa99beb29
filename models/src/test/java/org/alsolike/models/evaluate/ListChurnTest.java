package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.alsolike.models.evaluate.ListChurn.Churn;
import org.alsolike.models.evaluate.ListChurn.Lists;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ListChurnTest {

  @Test
  void isTheMeanShareOfItemsThatWereNotShownBefore(SparkSession spark) {
    Shop shop = new Shop(spark);
    var served = shop.lists("('c1', 'a b c d'), ('c2', 'a b'), ('c3', 'a b c'), ('gone', 'a')");
    // Of the first three: c1 keeps a and c, c2 changes the order alone, c3 keeps nothing.
    var now = shop.lists("('c1', 'c d a b'), ('c2', 'b a'), ('c3', 'x y z a'), ('came', 'a')");

    Churn churn =
        new ListChurn(3).of(List.of(Lists.of(now)), List.of(Lists.of(served))).get("for_you");

    assertThat(churn.both()).isEqualTo(3);
    assertThat(churn.churn()).isCloseTo((1 / 3.0 + 0 + 1) / 3, within(1e-9));
  }

  @Test
  void tellsListsApartAndLeavesOutWhatOnlyOneSideHas(SparkSession spark) {
    Shop shop = new Shop(spark);
    Lists forYou = Lists.of(shop.lists("('c1', 'a b')"));
    Lists alsoLike =
        Lists.of(
            new SimilarItems(
                "also_like",
                spark.sql(
                    "select 'a' as item_id, 1L as rank, 'b' as similar_item_id, 1.0d as score,"
                        + " 'als' as tier")));

    assertThat(new ListChurn(2).of(List.of(forYou, alsoLike), List.of(forYou, alsoLike)))
        .containsOnlyKeys("also_like", "for_you")
        .allSatisfy((list, churn) -> assertThat(churn).isEqualTo(new Churn(0, 1)));
    assertThat(new ListChurn(2).of(List.of(forYou, alsoLike), List.of(alsoLike)))
        .containsOnlyKeys("also_like");
  }
}
