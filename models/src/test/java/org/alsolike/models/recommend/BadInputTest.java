package org.alsolike.models.recommend;

import static org.alsolike.models.recommend.Candidates.ALL;
import static org.alsolike.models.recommend.Candidates.UNSEEN;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.alsolike.models.recommend.Recommender.Relates;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes, with every recommender, of histories that say little or nothing, or odd things. */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String ONE = "('o1', 'ann', 'jam', '2011-10-20', 1)";

  private List<History> empty;
  private List<History> single;
  private History odd;

  @BeforeAll
  void openTheShops(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
    String none =
        "select 'o' order_id, 'c' customer_id, 'i' item_id, '2011-10-20' bought_on, 1 kept"
            + " where false";
    empty = List.of(shop(spark, ONE.replace("1)", "0)")), Shop.local(Shop.of(spark.sql(none))));
    single =
        List.of(
            shop(spark, ONE),
            shop(spark, ONE + ", ('o1', 'ann', 'tea', '2011-10-20', 1)"),
            shop(spark, ONE + ", ('o2', 'bob', 'jam', '2011-10-20', 1)"));
    odd = odd(spark);
  }

  private static History shop(SparkSession spark, String lines) {
    return Shop.local(Shop.of(spark, lines));
  }

  static Stream<Recommender> everyRecommender() throws ReflectiveOperationException {
    return RecommenderContractTest.everyRecommender();
  }

  private record Listed(String customer, String item, double score) {}

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void sayInOneLineThatThereIsNothingToLearnFromOrListNothing(Recommender recommender) {
    for (History history : empty) {
      Throwable failure = catchThrowable(() -> assertListsNothing(recommender, history));
      if (failure != null) {
        assertThat(failure)
            .isInstanceOf(NothingHeld.class)
            .hasMessageStartingWith(
                recommender.name() + ": nothing to learn from before 2011-11-09T00:00:00Z: ");
      }
    }
  }

  private static void assertListsNothing(Recommender recommender, History history) {
    assertThat(listed(recommender.train(history), history, ALL)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void learnFromASingleCustomerOrItem(Recommender recommender) {
    for (History history : single) {
      RecommendationModel model = recommender.train(history, new NoPast());

      assertThat(listed(model, history, ALL))
          .allMatch(row -> Double.isFinite(row.score()) && row.item().matches("jam|tea"));
    }
  }

  /** Ids as shops have them. Who has "all" holds each of the four items. */
  private static final String LINES =
      """
      ('o1', "ann o'hara", ' blue  tea ', '2011-10-20', 1), ('o1', "ann o'hara", '12" plate', '2011-10-20', 1),
      ('o2', '🦊 & co',    '12" plate',   '2011-10-20', 1), ('o2', '🦊 & co',    '☕',         '2011-10-20', 1),
      ('o3', 'has "all"',  '12" plate',   '2011-10-20', 1), ('o3', 'has "all"',  '☕',         '2011-10-20', 1),
      ('o4', 'has "all"',  ' blue  tea ', '2011-10-21', 2), ('o4', 'has "all"',  "jam's",      '2011-10-21', 1),
      ('o5', 'bob',        "jam's",       '2011-10-20', 1), ('o5', 'bob',        '☕',         '2011-10-20', 1),
      ('o6', 'returns',    '☕',          '2011-10-20', 1)
      """;

  private static final Set<String> ITEMS = Set.of(" blue  tea ", "12\" plate", "☕", "jam's");

  /**
   * The fox's affinities stand there twice, bob's jam weighs less than nothing, and so does all
   * that the one who returns ever had.
   */
  private static History odd(SparkSession spark) {
    History shop = shop(spark, LINES);
    String weight =
        "cast(case when item_id = \"jam's\" and customer_id = 'bob' then -1"
            + " when customer_id = 'returns' then -2 else weight end as decimal(24, 6))";
    var rows = shop.affinities().rows();
    var changed =
        rows.union(rows.where("customer_id = '🦊 & co'")).withColumn("weight", expr(weight));
    return new History(
        shop.asOf(),
        new Affinities(Shop.local(changed)),
        shop.purchases(),
        shop.itemFeatures(),
        shop.customerFeatures());
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void takeOddIdsWeightsAndDuplicatesAsTheyAre(Recommender recommender) {
    RecommendationModel model = recommender.load(recommender.train(odd).tables());

    assertThat(listed(model, odd, ALL))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(row -> ITEMS.contains(row.item()) && Double.isFinite(row.score()));
    assertThat(listed(model, odd, UNSEEN))
        .noneMatch(row -> row.customer().equals("has \"all\""))
        .noneMatch(row -> row.customer().equals("bob") && row.item().equals("jam's"));
    if (recommender.relates() == Relates.CUSTOMERS_AND_ITEMS) {
      assertThat(model.forItems(3).rows().selectExpr("similar_item_id").collectAsList())
          .extracting(row -> row.getString(0))
          .isSubsetOf(ITEMS);
    }
  }

  private static List<Listed> listed(
      RecommendationModel model, History history, Candidates candidates) {
    return model.forCustomers(history, candidates, 9).rows().collectAsList().stream()
        .map(BadInputTest::listed)
        .toList();
  }

  private static Listed listed(Row row) {
    return new Listed(row.getAs("customer_id"), row.getAs("item_id"), row.getAs("score"));
  }
}
