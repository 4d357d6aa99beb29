package org.alsolike.models.recommend;

import static org.alsolike.models.recommend.Candidates.ALL;
import static org.alsolike.models.recommend.Candidates.BOUGHT;
import static org.alsolike.models.recommend.Candidates.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alsolike.models.recommend.Recommender.Relates;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is a giant, and that nobody else's lists change for one. */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GiantsTest {

  private static final String BOT = "fr-bot";

  /** Half of them lives in France, as the bot does. */
  private static final String CUSTOMERS =
      """
      select concat('o-', c.id) as order_id,
             concat(if(c.id % 2 = 0, 'fr-', 'customer-'), lpad(c.id, 3, '0')) as customer_id,
             concat('item-', lpad(i.id, 3, '0')) as item_id,
             if(i.id % 2 = 0, '2011-10-20', '2011-09-20') as bought_on,
             1 + pmod(hash(i.id, c.id), 3) as kept
      from range(0, 60) as c, range(0, 20) as i
      where pmod(hash(c.id, i.id), 100) < if(pmod(i.id - 7 * c.id, 20) < 7, 60, 5)
      """;

  /** It buys all but two items of the others, and two that nobody else has, again and again. */
  private static final String OF_THE_BOT =
      """
      select concat('bot-', day) as order_id,
             'fr-bot' as customer_id,
             concat('item-', lpad(i.id, 3, '0')) as item_id,
             day as bought_on,
             1 as kept
      from range(2, 22) as i, values ('2011-09-01'), ('2011-10-02'), ('2011-11-03') as days(day)
      """;

  private History with;
  private History without;

  @BeforeAll
  void openTheShops(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
    History marked = Shop.local(Shop.of(spark.sql(CUSTOMERS + " union all " + OF_THE_BOT)));
    with = marked.withGiants(new Giants(15, 0.75, 1_000).among(marked.affinities()));
    History others = Shop.of(spark.sql(CUSTOMERS));
    // what is known of the items comes from the shop, which knows those of the bot too
    without =
        new History(
            others.asOf(),
            others.affinities(),
            others.purchases(),
            with.itemFeatures(),
            Shop.local(others).customerFeatures());
  }

  static Stream<Recommender> everyRecommender() throws ReflectiveOperationException {
    return Stream.concat(
        RecommenderContractTest.everyRecommender(),
        Stream.of(
            Als.defaults().by(Als.Engine.MLLIB),
            new Popularity(
                Popularity.defaults().window(), Optional.empty(), Optional.of("country"), 2)));
  }

  @Test
  void aBotIsAGiantAndNobodyElse() {
    assertThat(with.giants()).containsExactly(BOT);
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void aBotChangesNoOtherCustomersList(Recommender recommender) {
    RecommendationModel expected = recommender.train(without);
    RecommendationModel model = recommender.train(with);

    assertThat(model.forCustomers(with, ALL, 30).rows().isEmpty()).isFalse();
    for (Candidates candidates : List.of(ALL, UNSEEN, BOUGHT)) {
      assertThat(lists(model.forCustomers(with, candidates, 30).rows(), BOT))
          .isEqualTo(lists(expected.forCustomers(without, candidates, 30).rows(), BOT));
    }
    if (recommender.relates() == Relates.CUSTOMERS_AND_ITEMS) {
      assertThat(lists(model.forItems(30).rows(), ""))
          .isEqualTo(lists(expected.forItems(30).rows(), ""));
    }
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void aBotHasAListOfItsOwnOfNothingThatItBoughtAndWithoutOddScores(Recommender recommender) {
    RecommendationModel model = recommender.train(with);
    Set<String> bought =
        Set.copyOf(ids(with.affinities().rows().where("customer_id = '" + BOT + "'"), "item_id"));

    List<Row> unseen = of(BOT, model.forCustomers(with, UNSEEN, 30).rows());
    List<Row> all = of(BOT, model.forCustomers(with, ALL, 30).rows());

    assertThat(unseen).noneMatch(row -> bought.contains(row.<String>getAs("item_id")));
    assertThat(all).allMatch(row -> Double.isFinite(row.<Double>getAs("score")));
    assertThat(all.isEmpty()).isEqualTo(recommender instanceof Als); // it is filled up then
  }

  @Test
  void whatIsPopularIsWhatOthersBuy() {
    assertThat(lists(Fallback.defaults().popularItems(with, Set.of()).rows(), ""))
        .isNotEmpty()
        .isEqualTo(lists(Fallback.defaults().popularItems(without, Set.of()).rows(), ""));
  }

  @Test
  void aGiantHoldsMoreThanTheLimitAndMoreThanTheShareOrBoughtMoreLines() {
    Affinities held = with.affinities(); // the bot holds 20 of 22 items, in 60 lines

    assertThat(new Giants(19, 0.9, 60).among(held)).containsExactly(BOT);
    assertThat(new Giants(20, 0.9, 60).among(held)).isEmpty();
    assertThat(new Giants(19, 0.91, 60).among(held)).isEmpty();
    assertThat(new Giants(20, 0.91, 59).among(held)).containsExactly(BOT);
  }

  @Test
  void whatCameBackMakesNoGiant() {
    Affinities held =
        new Affinities(
            with.affinities()
                .rows()
                .selectExpr(
                    "customer_id",
                    "item_id",
                    "cast(0 as decimal(24, 6)) as weight",
                    "bought",
                    "orders",
                    "first_bought_at",
                    "last_bought_at",
                    "price_paid"));

    assertThat(new Giants(1, 0, 1).among(held)).isEmpty();
  }

  @Test
  void nobodyIsAGiantWhereManyHoldAsMuch(SparkSession spark) {
    // of 103 customers two may be giants, of 102 one
    assertThat(new Giants(2, 0.5, 1_000).among(holding(spark, 2, 101))).hasSize(2);
    assertThat(new Giants(2, 0.5, 1_000).among(holding(spark, 2, 100))).isEmpty();
    assertThat(new Giants(2, 0.5, 1_000).among(holding(spark, 1, 1))).hasSize(1);
    assertThat(new Giants(2, 0.5, 1_000).among(holding(spark, 1, 0))).isEmpty();
  }

  /** So many hold four items each, and so many others one of them. */
  private static Affinities holding(SparkSession spark, int much, int little) {
    return Shop.of(
            spark.sql(
                """
                select concat('o', c.id) order_id, concat('c', c.id) customer_id,
                       concat('i', i.id) item_id, '2011-10-20' bought_on, 1 kept
                from range(0, %d) as c, range(0, 4) as i where c.id < %d or i.id = 0
                """
                    .formatted(much + little, much)))
        .affinities();
  }

  /** 2,314 of 3,706 items, as one has in MovieLens-1M. */
  @Test
  void byDefaultTheHeaviestPersonOfMovieLensIsNoGiantAndWhoHoldsAllIs(SparkSession spark) {
    String pairs =
        """
        select 'o' order_id, customer_id, concat('i', i.id) item_id, '2011-10-20' bought_on, 1 kept
        from values ('person', 2314), ('other', 3706) as c(customer_id, most), range(0, 3706) as i
        where i.id < c.most
        """;

    assertThat(Giants.defaults().among(Shop.of(spark.sql(pairs)).affinities()))
        .containsExactly("other");
  }

  @Test
  void howManyAreLeftOutIsSaid() {
    assertThat(Giants.defaults().remark(with))
        .contains(
            "nothing is learned from 1 customer, who holds more than 2,000 items and 75 % of all,"
                + " or bought more than 1,000,000 lines");
    assertThat(Giants.defaults().remark(without)).isEmpty();
  }

  @Test
  void whyNothingIsLearnedFromAGiantIsToldByWhatItHoldsOrBought() {
    assertThat(new Giants(15, 0.75, 1_000).reason(with, BOT))
        .contains("holds 20 of 22 items: a giant holds more than 16");
    assertThat(new Giants(18, 0.75, 59).reason(with, BOT))
        .contains("holds 20 of 22 items: a giant holds more than 18");
    assertThat(new Giants(20, 0.75, 59).reason(with, BOT))
        .contains("bought 60 order lines: a giant bought more than 59");
    assertThat(new Giants(15, 0.75, 1_000).reason(with, "fr-000")).isEmpty();
    assertThat(new Giants(15, 0.75, 1_000).reason(without, BOT)).isEmpty();
  }

  @Test
  void howManyAreNotJudgedIsSaid() {
    assertThat(Giants.notJudged(with)).contains("1 giant is not judged");
    assertThat(Giants.notJudged(with.withGiants(Set.of(BOT, "fr-000"))))
        .contains("2 giants are not judged");
    assertThat(Giants.notJudged(without)).isEmpty();
  }

  @Test
  void aShareIsNoMoreThanAll() {
    assertThatThrownBy(() -> new Giants(2000, 75, 1))
        .hasMessage("share must be between 0 and 1, but is 75");
  }

  private static List<String> lists(Dataset<Row> rows, String butFor) {
    return rows.collectAsList().stream()
        .filter(row -> !row.getString(0).equals(butFor))
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static List<Row> of(String customer, Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .filter(row -> row.getAs("customer_id").equals(customer))
        .toList();
  }

  private static List<String> ids(Dataset<Row> rows, String column) {
    return rows.select(column).collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
