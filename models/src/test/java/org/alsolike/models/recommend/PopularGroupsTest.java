package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class PopularGroupsTest {

  /**
   * Everybody buys tea and jam; the French buy brie, which nobody else does, and one of them vin.
   */
  private static final String LINES =
      """
      ('o1', 'ann', 'tea',  '2011-11-01', 1), ('o1', 'ann', 'jam',  '2011-11-01', 1),
      ('o2', 'bob', 'tea',  '2011-11-01', 1), ('o2', 'bob', 'jam',  '2011-11-01', 1),
      ('o3', 'cyd', 'tea',  '2011-11-01', 1), ('o4', 'dan', 'tea',  '2011-11-01', 1),
      ('o5', 'fr1', 'brie', '2011-11-01', 1), ('o6', 'fr2', 'brie', '2011-11-01', 1),
      ('o7', 'fr2', 'brie', '2011-11-02', 1), ('o8', 'fr2', 'vin',  '2011-11-01', 1),
      ('o9', 'fr3', 'tea',  '2011-01-01', 1)
      """;

  private static Popularity per(String feature, int minCustomers) {
    return new Popularity(
        Duration.ofDays(28), Optional.empty(), Optional.of(feature), minCustomers);
  }

  private static List<String> list(SparkSession spark, Popularity popularity, String customer) {
    return list(Shop.of(spark, LINES), popularity, customer);
  }

  private static List<String> list(History history, Popularity popularity, String customer) {
    return popularity
        .load(popularity.train(history).tables())
        .forCustomers(history, Candidates.ALL, 9)
        .rows()
        .where("customer_id = '%s'".formatted(customer))
        .orderBy("rank")
        .collectAsList()
        .stream()
        .map(row -> row.<String>getAs("item_id"))
        .toList();
  }

  @Test
  void goesByTheCustomersGroupAndThenByAll(SparkSession spark) {
    // overall: tea 4, brie 2, jam 2, vin 1; in France: brie 2, vin 1
    assertThat(list(spark, per("country", 2), "fr3")).containsExactly("brie", "vin", "tea", "jam");
    assertThat(list(spark, per("country", 2), "ann")).containsExactly("tea", "brie", "jam", "vin");
  }

  @Test
  void goesByAllWhereTheGroupIsSmall(SparkSession spark) {
    // three live in France, but only two bought lately
    assertThat(list(spark, per("country", 3), "fr1")).containsExactly("tea", "brie", "jam", "vin");
  }

  @Test
  void whatAllBoughtBreaksTiesAloneWhereScoresOfAGroupAreBelowOne(SparkSession spark) {
    var decayed =
        new Popularity(
            Duration.ofDays(28), Optional.of(Duration.ofDays(7)), Optional.of("country"), 1);
    // In France vin was bought yesterday and rye and brie a week ago; everywhere brie is bought
    // most.
    String lines =
        """
        ('o1', 'fr1', 'vin',  '2011-11-08', 1), ('o2', 'fr2', 'brie', '2011-11-01', 1),
        ('o3', 'fr3', 'rye',  '2011-11-01', 1), ('o4', 'ann', 'brie', '2011-11-08', 1),
        ('o5', 'bob', 'brie', '2011-11-08', 1), ('o6', 'cyd', 'brie', '2011-11-08', 1),
        ('o7', 'dan', 'tea',  '2011-11-08', 1), ('o8', 'eve', 'jam',  '2011-11-07', 1)
        """;

    assertThat(list(Shop.of(spark, lines), decayed, "fr1"))
        .containsExactly("vin", "brie", "rye", "tea", "jam");
  }

  @Test
  void namesTheFeaturesThatCustomersHave(SparkSession spark) {
    assertThatThrownBy(() -> per("region", 2).train(Shop.of(spark, LINES)))
        .hasMessage("per must be a text feature of customers, one of [country], but is region");
  }

  @Test
  void isNoModelOfABlendWherePerGroup() {
    var blend = Blend.defaults();

    assertThatThrownBy(
            () ->
                new Blend(
                    List.of(per("country", 2)),
                    blend.depth(),
                    blend.windows(),
                    blend.window(),
                    blend.negatives(),
                    blend.maxCustomers(),
                    blend.ranker()))
        .hasMessage(
            "models must propose from what a customer holds, which popularity per group does not");
  }
}
