package org.alsolike.models.recommend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ContentTest {

  /**
   * Cups are bought with plates by everyone. The blue cup was sold once, yesterday, to somebody
   * new. The green cup and the cushion were never sold: the shop's own file names them.
   */
  private static History shop(SparkSession spark) {
    History sold =
        Shop.of(
            spark,
            """
            ('o1', 'ann', 'red-cup',  '2011-10-20', 1),
            ('o1', 'ann', 'plate',    '2011-10-20', 1),
            ('o2', 'bob', 'red-cup',  '2011-10-20', 1),
            ('o2', 'bob', 'plate',    '2011-10-20', 1),
            ('o3', 'cyd', 'blue-cup', '2011-11-08', 1)
            """);
    return new History(
        sold.asOf(),
        sold.affinities(),
        sold.purchases(),
        new ItemFeatures(
            Shop.ITEM_SCHEMA,
            spark.sql(
                """
                select item_id, timestamp'2011-11-09' as as_of,
                       cast(null as double) as days_since_last_sale, title, category
                from values
                  ('red-cup',   'red spotted cup',   'kitchen'),
                  ('blue-cup',  'blue spotted cup',  'kitchen'),
                  ('green-cup', 'green spotted cup', 'kitchen'),
                  ('plate',     'plain plate',       'kitchen'),
                  ('cushion',   'plain cushion',     'living room'),
                  ('unnamed',   null,                null)
                  as t(item_id, title, category)
                """)),
        sold.customerFeatures());
  }

  private static Map<String, List<String>> lists(SimilarItems items) {
    return items.rows().orderBy("item_id", "rank").collectAsList().stream()
        .collect(
            groupingBy(
                row -> row.getAs("item_id"),
                TreeMap::new,
                mapping(ContentTest::similarAndTier, toList())));
  }

  private static String similarAndTier(Row row) {
    return row.getAs("similar_item_id") + " " + row.getAs("tier");
  }

  @Test
  void listsLikeTitledItemsWithOneThatIsNewAndWithOneThatWasNeverSold(SparkSession spark) {
    History history = shop(spark);
    SimilarItems found = ItemNeighbours.defaults().train(history).forItems(3);
    assertThat(lists(found)).containsOnlyKeys("red-cup", "plate");

    var filled = lists(ContentFallback.filled(found, history, 3, Set.of()));

    assertThat(filled.get("blue-cup"))
        .containsExactly("green-cup content", "red-cup content", "plate content");
    assertThat(filled.get("green-cup"))
        .containsExactly("blue-cup content", "red-cup content", "plate content");
    // what purchases say comes first
    assertThat(filled.get("plate"))
        .containsExactly("red-cup item-neighbours", "cushion content", "blue-cup content");
    assertThat(filled).doesNotContainKey("unnamed");
  }

  @Test
  void fillsNothingInThatNoListMayHoldAndNothingTwice(SparkSession spark) {
    History history = shop(spark);
    Set<String> excluded = Set.of("green-cup");
    SimilarItems found = ItemNeighbours.defaults().train(history).forItems(9, excluded);

    SimilarItems filled = ContentFallback.filled(found, history, 9, excluded);

    assertThat(lists(filled).get("red-cup"))
        .containsExactly("plate item-neighbours", "blue-cup content");
    assertThat(lists(filled).get("green-cup")).hasSize(3);
    assertThat(filled.rows().where("item_id = 'red-cup'").orderBy("rank").collectAsList())
        .extracting(row -> row.<Long>getAs("rank"))
        .containsExactly(1L, 2L);
  }

  @Test
  void proposesWhatWasNeverSoldToThoseWhoHoldTheLike(SparkSession spark) {
    History history = shop(spark);

    var lists = Content.defaults().train(history).forCustomers(history, Candidates.UNSEEN, 2);

    assertThat(lists.rows().where("customer_id = 'cyd'").orderBy("rank").collectAsList())
        .extracting(row -> row.<String>getAs("item_id"))
        .containsExactly("green-cup", "red-cup");
  }

  @Test
  void isTheCosineOfTermsWorthWhatTheyAreRare(SparkSession spark) {
    // Of five items described, three are spotted cups, four are of the kitchen, two are plain.
    double word = Math.log(5.0 / 3);
    double colour = Math.log(5);
    double kitchen = 2 * Math.log(5.0 / 4);
    double shared = 2 * word * word + kitchen * kitchen;

    var row =
        new Content(2).train(shop(spark)).forItems(1).rows().where("item_id = 'red-cup'").first();

    assertThat(row.<String>getAs("similar_item_id")).isEqualTo("blue-cup");
    assertThat(row.<Double>getAs("score"))
        .isEqualTo(shared / (shared + colour * colour), within(1e-12));
  }

  @Test
  void leavesAttributesOutWhereTheyWeighNothing(SparkSession spark) {
    assertThat(lists(new Content(0).train(shop(spark)).forItems(9)).get("red-cup"))
        .containsExactly("blue-cup content", "green-cup content");
  }
}
