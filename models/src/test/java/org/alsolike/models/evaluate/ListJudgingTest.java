package org.alsolike.models.evaluate;

import static org.alsolike.models.evaluate.Slice.KNOWN;
import static org.alsolike.models.evaluate.Slice.NEW;
import static org.alsolike.models.evaluate.Task.ALL;
import static org.alsolike.models.evaluate.Task.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerMetrics;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ListJudgingTest {

  private static final ListJudging AT_2_AND_4 =
      new ListJudging(List.of(2, 4), new Bootstrap(100, 7), new Slicing(2, List.of("France")));

  /** Ann knows tea and has seen jam, bob knows milk and gave it back. */
  private static final String HISTORY =
      "('ann', 'tea', true), ('ann', 'jam', false), ('bob', 'milk', true)";

  /** Ann buys tea again and jam and rye for the first time; eve is new. */
  private static final String WINDOW =
      "('ann', 'tea'), ('ann', 'jam'), ('ann', 'rye'), ('ann', 'rye'), ('bob', 'milk'),"
          + " ('eve', 'tea'), (null, 'tea')";

  @Test
  void givesTheMetricsThatAPersonWouldWorkOut(SparkSession spark) {
    Shop shop = new Shop(spark);
    var als = JudgedList.raw("als", FIRST, shop.lists("('ann', 'ale jam pie rye')"));

    CustomerMetrics metrics = perCustomer(shop, JudgedLists.of(List.of(als)));

    // ann: two relevant (jam, rye), hit at ranks 2 and 4; bob: nothing new; eve: no list
    double atTwo = 1 / log2(3);
    double atFour = 1 / log2(5);
    double ideal = 1 + 1 / log2(3);
    assertThat(rows(metrics))
        .containsExactly(
            "als first 2 false ann relevant 2 listed 2 recall 0.5 ndcg %.6f ap 0.25 hit 1.0"
                .formatted(atTwo / ideal),
            "als first 2 true eve relevant 1 listed 0 recall 0.0 ndcg 0.000000 ap 0.0 hit 0.0",
            "als first 4 false ann relevant 2 listed 4 recall 1.0 ndcg %.6f ap 0.5 hit 1.0"
                .formatted((atTwo + atFour) / ideal),
            "als first 4 true eve relevant 1 listed 0 recall 0.0 ndcg 0.000000 ap 0.0 hit 0.0");
  }

  @Test
  void dividesByTheDepthWhenMoreIsRelevantThanFits(SparkSession spark) {
    Shop shop = new Shop(spark);
    var perfect = JudgedList.raw("oracle", ALL, shop.lists("('ann', 'tea rye')"));

    var metrics = perCustomer(shop, JudgedLists.of(List.of(perfect)));

    assertThat(rows(metrics))
        .contains(
            "oracle all 2 false ann relevant 3 listed 2 recall %s ndcg 1.000000 ap 1.0 hit 1.0"
                .formatted(2 / 3.0));
  }

  @Test
  void judgesFirstAndRepeatPurchasesApart(SparkSession spark) {
    Shop shop = new Shop(spark);
    var again = JudgedList.raw("own-history", ALL, shop.lists("('ann', 'tea'), ('bob', 'milk')"));
    var unseen = JudgedList.raw("als", FIRST, shop.lists("('ann', 'jam'), ('bob', 'rye')"));
    var judged = List.of(again, unseen);

    Judgement judgement = judge(shop, judged);

    // all: ann finds 1 of 3, bob 1 of 1; first: ann 1 of 2, bob bought nothing new
    assertThat(value(judgement, "own-history", ALL, KNOWN, "recall@2"))
        .isCloseTo((1 / 3.0 + 1) / 2, within(1e-9));
    assertThat(value(judgement, "als", FIRST, KNOWN, "recall@2")).isCloseTo(0.5, within(1e-9));
    assertThat(judgement.customers(ALL, KNOWN)).isEqualTo(2);
    assertThat(judgement.customers(FIRST, KNOWN)).isEqualTo(1);
    assertThat(judgement.figure("own-history", FIRST, KNOWN, "recall@2")).isEmpty();
  }

  @Test
  void countsKnownCustomersWithoutAListAsZero(SparkSession spark) {
    Shop shop = new Shop(spark);
    var als = JudgedList.raw("als", ALL, shop.lists("('bob', 'milk')"));

    Judgement judgement = judge(shop, List.of(als));

    assertThat(value(judgement, "als", ALL, KNOWN, "hit_rate@2")).isCloseTo(0.5, within(1e-9));
    assertThat(value(judgement, "als", ALL, KNOWN, "users_covered@2")).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void showsWhatIsPopularToCustomersWithoutAServedList(SparkSession spark) {
    Shop shop = new Shop(spark);
    var popular = shop.popular("('', 1, 'pie'), ('', 2, 'tea'), ('France', 1, 'rye')");
    var served = JudgedList.served("for_you", ALL, shop.lists("('ann', 'ale')"), popular);

    Judgement judgement = judge(shop, List.of(served));

    // eve, new, finds tea at rank 2; ann has a list of her own, which misses; bob misses
    assertThat(value(judgement, "for_you", ALL, NEW, "ndcg@2"))
        .isCloseTo(1 / log2(3), within(1e-9));
    assertThat(value(judgement, "for_you", ALL, KNOWN, "ndcg@2")).isZero();
    assertThat(value(judgement, "for_you", ALL, KNOWN, "users_covered@2")).isEqualTo(1);
  }

  @Test
  void coversTheItemsSoldBeforeTheCutOff(SparkSession spark) {
    Shop shop = new Shop(spark);
    // catalogue: tea, milk; pie was never sold
    var als = JudgedList.raw("als", FIRST, shop.lists("('ann', 'pie ale milk'), ('x', 'tea')"));

    Judgement judgement = judge(shop, List.of(als));

    assertThat(value(judgement, "als", FIRST, KNOWN, "coverage@2")).isEqualTo(0.5);
    assertThat(value(judgement, "als", FIRST, KNOWN, "coverage@4")).isEqualTo(1);
  }

  @Test
  void tellsHowUnequallyItemsAreShownAndHowNewTheyAre(SparkSession spark) {
    Shop shop = new Shop(spark);
    // ann had bought tea, bob milk: each item is known to one customer of two, which is one bit;
    // pie was never sold and does not count
    var lists = shop.lists("('ann', 'milk pie'), ('bob', 'tea milk'), ('eve', 'milk tea')");

    Judgement judgement = judge(shop, List.of(JudgedList.raw("als", FIRST, lists)));

    // milk in three lists, tea in two: (2 - 3) x 2 + (4 - 3) x 3 over 2 x 5
    assertThat(value(judgement, "als", FIRST, KNOWN, "gini@2")).isCloseTo(0.1, within(1e-12));
    assertThat(value(judgement, "als", FIRST, KNOWN, "novelty@2")).isCloseTo(1, within(1e-12));
  }

  @Test
  void givesLightAndHeavyCustomersAndPopularItemsApart(SparkSession spark) {
    Shop shop = new Shop(spark);
    // ann had bought one item and is light; cat two, and is heavy. tea has two buyers of three
    // pairs and is the head; jam begins behind two thirds, in the tail
    var history = shop.history("('ann','tea',true), ('cat','tea',true), ('cat','jam',true)");
    var window = shop.window("('ann','tea'), ('ann','jam'), ('cat','jam'), ('cat','new')");
    var lists =
        JudgedLists.of(
            List.of(JudgedList.raw("own", ALL, shop.lists("('ann','tea'), ('cat','tea jam')"))));
    var sold = SoldItems.before(history);

    Judgement judgement =
        AT_2_AND_4.judge(AT_2_AND_4.perCustomer(history, sold, window, lists), sold, lists);

    assertThat(value(judgement, "own", ALL, Slice.LIGHT, "recall@2")).isEqualTo(0.5);
    assertThat(value(judgement, "own", ALL, Slice.HEAVY, "hit_rate@2")).isEqualTo(1);
    assertThat(value(judgement, "own", ALL, Slice.HEAD, "recall@2")).isEqualTo(1); // of ann alone
    // ann misses jam; cat finds jam and misses what is new
    assertThat(value(judgement, "own", ALL, Slice.TAIL, "recall@2")).isEqualTo((0 + 0.5) / 2);
    assertThat(judgement.figure("own", ALL, Slice.MIDDLE, "recall@2")).isEmpty();
    assertThat(judgement.figure("own", ALL, Slice.HEAD, "ndcg@2")).isEmpty();
    assertThat(judgement.figure("own", ALL, Slice.LIGHT, "recall@4")).isEmpty();
    assertThat(judgement.asMetrics())
        .containsKeys("eval.light.all.own.ndcg@2.low", "eval.tail.all.own.recall@2.high");
  }

  /** A till books all that is sold; nothing is left that it has not bought. */
  @Test
  void judgesNoListByAGiant(SparkSession spark) {
    Shop shop = new Shop(spark);
    String people = "('ann','tea',true), ('ann','ale',true), ('bob','ale',true)";
    var all = shop.history(people + ", ('till','tea',true), ('till','pie',true)");
    var marked = all.withGiants(Set.of("till"));
    var window = shop.window("('ann','ale'), ('bob','tea'), ('till','tea'), ('till','rye')");
    var lists =
        JudgedLists.of(
            List.of(
                JudgedList.raw("als", FIRST, shop.lists("('bob','tea')")),
                JudgedList.raw("own", ALL, shop.lists("('ann','ale'), ('bob','tea')"))));

    Judgement judgement = judge(marked, window, lists);

    assertThat(judgement.customers(ALL, KNOWN)).isEqualTo(2);
    assertThat(judgement.customers(FIRST, KNOWN)).isEqualTo(1);
    assertThat(value(judgement, "als", FIRST, KNOWN, "users_covered@2")).isEqualTo(1);
    assertThat(value(judgement, "own", ALL, KNOWN, "ndcg@2")).isEqualTo(1);
    assertThat(SoldItems.before(marked).buyers())
        .isEqualTo(Map.of("ale", 2L, "tea", 1L, "pie", 0L));
    assertThat(SoldItems.before(marked).customers()).isEqualTo(2);

    assertThat(judge(all, window, lists).customers(ALL, KNOWN)).as("unmarked").isEqualTo(3);
  }

  private static Judgement judge(History history, Purchases window, JudgedLists lists) {
    var sold = SoldItems.before(history);
    return AT_2_AND_4.judge(AT_2_AND_4.perCustomer(history, sold, window, lists), sold, lists);
  }

  @Test
  void namesFiguresAsRunJsonDoes(SparkSession spark) {
    Shop shop = new Shop(spark);
    var als = JudgedList.raw("als", ALL, shop.lists("('bob', 'milk')"));

    assertThat(judge(shop, List.of(als)).asMetrics())
        .containsKeys(
            "eval.all.als.ndcg@2",
            "eval.all.als.ndcg@2.low",
            "eval.all.als.ndcg@2.high",
            "eval.all.als.recall@4",
            "eval.all.als.map@4",
            "eval.all.als.hit_rate@4",
            "eval.all.als.users_covered@4",
            "eval.all.als.coverage@4",
            "eval.new.all.als.ndcg@4");
  }

  @Test
  void comparesContendersInTheirOrder(SparkSession spark) {
    Shop shop = new Shop(spark);
    var lists = shop.lists("('ann', 'tea'), ('bob', 'milk')");

    var lines =
        judge(
                shop,
                List.of(
                    JudgedList.raw("own-history", ALL, lists),
                    JudgedList.raw("als", FIRST, lists),
                    JudgedList.raw("als", ALL, lists)))
            .comparison(Metric.NDCG_AT, 2);

    assertThat(lines).extracting(Judgement.Comparison::model).containsExactly("own-history", "als");
    assertThat(lines.get(0).first()).isEmpty();
    assertThat(lines.get(0).coverage()).contains(1.0);
    assertThat(lines.get(1).first()).isPresent();
  }

  @Test
  void refusesTwoContendersOfOneName(SparkSession spark) {
    Shop shop = new Shop(spark);
    var als = JudgedList.raw("als", ALL, shop.lists("('bob', 'milk')"));

    assertThatThrownBy(() -> judge(shop, List.of(als, als)))
        .hasMessage(
            "two lists for all purchases are both called als; name one of them differently");
  }

  @Test
  void refusesDepthsThatMeanNothing() {
    var bootstrap = new Bootstrap(100, 1);
    var slicing = new Slicing(2, List.of());
    assertThatThrownBy(() -> new ListJudging(List.of(10, 0), bootstrap, slicing))
        .hasMessage("k must be a list of different numbers between 1 and 1000, but is [10, 0]");
    assertThatThrownBy(() -> new Bootstrap(3, 1))
        .hasMessage("replicates must be between 100 and 100000, but is 3");
  }

  private static CustomerMetrics perCustomer(Shop shop, JudgedLists lists) {
    var history = shop.history(HISTORY);
    return AT_2_AND_4.perCustomer(history, SoldItems.before(history), shop.window(WINDOW), lists);
  }

  private static Judgement judge(Shop shop, List<JudgedList> contenders) {
    var lists = JudgedLists.of(contenders);
    return AT_2_AND_4.judge(
        perCustomer(shop, lists), SoldItems.before(shop.history(HISTORY)), lists);
  }

  private static double value(Judgement judgement, String model, Task task, Slice s, String m) {
    return judgement.figure(model, task, s, m).orElseThrow().value();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static List<String> rows(CustomerMetrics metrics) {
    return metrics.rows().orderBy("model", "task", "k", "customer_id").collectAsList().stream()
        .map(ListJudgingTest::words)
        .toList();
  }

  private static String words(Row row) {
    return "%s %s %d %s %s relevant %d listed %d recall %s ndcg %.6f ap %s hit %s"
        .formatted(
            row.getAs("model"),
            row.getAs("task"),
            row.<Long>getAs("k"),
            row.getAs("new_customer"),
            row.getAs("customer_id"),
            row.<Long>getAs("relevant"),
            row.<Long>getAs("listed"),
            row.getAs("recall"),
            row.<Double>getAs("ndcg"),
            row.getAs("average_precision"),
            row.getAs("hit"));
  }
}
