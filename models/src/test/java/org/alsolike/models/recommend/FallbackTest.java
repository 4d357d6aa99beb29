package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class FallbackTest {

  private static final Fallback TWO_DEEP = new Fallback(Duration.ofDays(28), 2, 2);

  /** Tea has three buyers, jam two, milk one long ago; brie is what the French buy. */
  private static final String LINES =
      """
      ('o1', 'ann', 'tea',  '2011-11-01', 1),
      ('o1', 'ann', 'jam',  '2011-11-01', 1),
      ('o2', 'bob', 'tea',  '2011-11-01', 1),
      ('o2', 'bob', 'jam',  '2011-11-01', 1),
      ('o2', 'bob', 'rust', '2011-11-01', 0),
      ('o3', 'cyd', 'tea',  '2011-11-01', 1),
      ('o4', 'cyd', 'milk', '2011-01-01', 1),
      ('o5', 'fr1', 'brie', '2011-08-15', 1),
      ('o6', 'fr2', 'brie', '2011-08-15', 1),
      ('o7', null,  'rust', '2011-11-01', 1)
      """;

  @Test
  void listsWhatMostKnownCustomersBoughtPerCountryAndEverywhere(SparkSession spark) {
    assertThat(rows(TWO_DEEP.popularItems(Shop.of(spark, LINES), Set.of())))
        .containsExactly(",1,tea,3.0", ",2,jam,2.0", "France,1,brie,2.0");
  }

  @Test
  void looksFurtherBackWhereTooLittleWasSoldLately(SparkSession spark) {
    var deep = new Fallback(Duration.ofDays(28), 4, 2);

    assertThat(rows(deep.popularItems(Shop.of(spark, LINES), Set.of())))
        .contains(",1,tea,3.0", ",2,brie,2.0", ",3,jam,2.0", ",4,milk,1.0");
  }

  @Test
  void givesNoListToACountryWhereItWouldShowWhatSinglePersonsBought(SparkSession spark) {
    var careful = new Fallback(Duration.ofDays(28), 2, 3);

    assertThat(rows(careful.popularItems(Shop.of(spark, LINES), Set.of())))
        .noneMatch(row -> row.startsWith("France"));
  }

  @Test
  void leavesExcludedItemsOutBeforeItChoosesTheMostPopular(SparkSession spark) {
    assertThat(rows(TWO_DEEP.popularItems(Shop.of(spark, LINES), Set.of("tea"))))
        .containsExactly(",1,brie,2.0", ",2,jam,2.0", "France,1,brie,2.0");
  }

  @Test
  void fillsShortListsWithWhatTheCustomerHasNotBought(SparkSession spark) {
    History history = Shop.of(spark, LINES);
    var popular = new Fallback(Duration.ofDays(28), 9, 2).popularItems(history, Set.of());
    var lists =
        new Recommendations(
            "for_you",
            spark.sql(
                """
                select * from values ('ann', 2L, 'milk', 0.5d, 'als'), ('ann', 1L, 'brie', 0.9d, 'als')
                  as t(customer_id, rank, item_id, score, tier)
                """));

    var filled = filled(lists, history, popular);

    assertThat(filled.list()).isEqualTo("for_you");
    assertThat(rows(filled))
        .containsExactly(
            "ann,1,brie,als",
            "ann,2,milk,als",
            "bob,1,brie,popular",
            "bob,2,milk,popular",
            "cyd,1,brie,popular",
            "cyd,2,jam,popular",
            "fr1,1,tea,popular",
            "fr1,2,jam,popular",
            "fr2,1,tea,popular",
            "fr2,2,jam,popular");
  }

  @Test
  void putsTheCustomersCountryFirst(SparkSession spark) {
    History history =
        Shop.of(
            spark,
            LINES
                + """
                , ('o8', 'fr1', 'vin', '2011-11-02', 1), ('o9', 'fr2', 'vin', '2011-11-02', 1)
                , ('o10', 'fr3', 'tea', '2011-11-02', 1)
                """);
    var popular = TWO_DEEP.popularItems(history, Set.of());
    var none =
        new Recommendations(
            "for_you",
            spark
                .sql("select '' as customer_id, 1L as rank, '' as item_id, 0d as score, '' as tier")
                .limit(0));

    assertThat(rows(filled(none, history, popular)))
        .contains("fr3,1,vin,popular_in_country", "fr3,2,jam,popular");
  }

  private static Recommendations filled(
      Recommendations lists, History history, PopularItems popular) {
    return new Finishing(Candidates.UNSEEN, ListOrder.AS_PROPOSED, 2, 2)
        .forCustomers(lists, history, Optional.of(popular))
        .forCustomers();
  }

  private static List<String> rows(PopularItems popular) {
    return popular.rows().orderBy("country", "rank").collectAsList().stream()
        .map(row -> row.mkString(","))
        .toList();
  }

  private static List<String> rows(Recommendations lists) {
    return lists
        .rows()
        .orderBy("customer_id", "rank")
        .select("customer_id", "rank", "item_id", "tier")
        .collectAsList()
        .stream()
        .map((Row row) -> row.mkString(","))
        .toList();
  }
}
