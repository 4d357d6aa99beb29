package org.alsolike.models.recommend.rules;

import static org.alsolike.models.recommend.rules.ListName.ALSO_LIKE;
import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.Fallback;
import org.alsolike.models.recommend.Finishing;
import org.alsolike.models.recommend.OwnHistory;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.Shop;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.models.recommend.rules.RuleEffects.Moved;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class RuleBookTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> THE_FRENCH = Optional.of("country = 'France'");

  /** Tea has four buyers, brie three, jam two, milk one; the last was sold half a year ago. */
  private static final String LINES =
      """
      ('o1', 'ann', 'tea',  '2011-11-01', 1),
      ('o2', 'bob', 'tea',  '2011-11-02', 1),
      ('o3', 'cyd', 'tea',  '2011-11-03', 1),
      ('o4', 'fr1', 'tea',  '2011-11-04', 1),
      ('o5', 'bob', 'brie', '2011-11-02', 1),
      ('o6', 'cyd', 'brie', '2011-11-03', 1),
      ('o7', 'fr2', 'brie', '2011-11-04', 1),
      ('o8', 'cyd', 'jam',  '2011-11-03', 1),
      ('o9', 'bob', 'jam',  '2011-11-02', 1),
      ('p1', 'cyd', 'milk', '2011-05-01', 1)
      """;

  private static final Popularity ALL_YEAR = Popularity.over(Duration.ofDays(365));

  @Test
  void excludesItemsThatMeetTheConditionButNotThoseForWhichItIsNull(SparkSession spark) {
    var old = new Exclude("old", Optional.of("days_since_last_sale > 180"), NONE, List.of());
    var unsure =
        new Exclude("x", Optional.of("if(item_id = 'tea', null, item_id < 'n')"), NONE, List.of());

    assertThat(book(spark, old).excluded(FOR_YOU)).containsExactly("milk");
    assertThat(book(spark, unsure).excluded(FOR_YOU)).containsExactly("brie", "jam", "milk");
    assertThat(book(spark).excluded(FOR_YOU)).isEmpty();
  }

  @Test
  void includesOnlyWhatAllSuchRulesLetIn(SparkSession spark) {
    var early = new Include("early", "item_id < 'n'", NONE, List.of());
    var unsure = new Include("unsure", "if(item_id = 'jam', null, item_id > 'c')", NONE, List.of());

    assertThat(book(spark, early, unsure).excluded(FOR_YOU)).containsExactly("brie", "jam", "tea");
  }

  @Test
  void keepsOutWhatIsNotYetOrNoLongerOrNotInStockAtTheAsOf(SparkSession spark) {
    var from =
        available(
            Optional.of(
                "case item_id when 'tea' then date'2011-11-10' when 'jam' then date'2011-11-09' end"),
            NONE,
            NONE);
    var until =
        available(
            NONE,
            Optional.of("if(item_id = 'jam', timestamp'2011-11-09', as_of + interval 1 day)"),
            NONE);
    var stock =
        available(NONE, NONE, Optional.of("case item_id when 'tea' then 0 when 'jam' then 3 end"));

    assertThat(book(spark, from).excluded(FOR_YOU)).containsExactly("tea");
    assertThat(book(spark, until).excluded(FOR_YOU)).containsExactly("jam");
    assertThat(book(spark, stock).excluded(FOR_YOU)).containsExactly("tea");
  }

  @Test
  void holdsInTheListsThatItNames(SparkSession spark) {
    var rule = new Exclude("x", Optional.of("item_id = 'tea'"), NONE, List.of(BUY_AGAIN));

    assertThat(book(spark, rule).excluded(BUY_AGAIN)).containsExactly("tea");
    assertThat(book(spark, rule).excluded(FOR_YOU)).isEmpty();
  }

  @Test
  void keepsFromSomeCustomersAndFillsTheirListsUpWithoutIt(SparkSession spark) {
    var rule = new Exclude("no_tea", Optional.of("item_id = 'tea'"), THE_FRENCH, List.of());
    RuleBook book = book(spark, rule);

    assertThat(items(lists(spark, book, FOR_YOU, ALL_YEAR, 2)))
        .containsExactly("ann brie jam", "bob milk", "fr1 brie jam", "fr2 jam milk");
    assertThat(book.excluded(FOR_YOU)).isEmpty();
    assertThat(book.excluded(ALSO_LIKE)).isEmpty();
    assertThat(book.keptOut()).containsExactly(new KeptOut("no_tea", 1, 2, -1));
  }

  @Test
  void givesNoListToCustomersForWhomEverythingIsKeptOut(SparkSession spark) {
    var rule = new Exclude("none", NONE, THE_FRENCH, List.of());

    assertThat(items(lists(spark, book(spark, rule), FOR_YOU, ALL_YEAR, 2)))
        .containsExactly("ann brie jam", "bob milk");
  }

  @Test
  void doesNotShowAgainWhatWasBoughtAShortWhileAgo(SparkSession spark) {
    // the as-of is the start of the 9th: seven days after the 2nd, which is no longer within them
    var rule =
        new NotBoughtWithin(
            "rest", Duration.ofDays(7), Optional.of("item_id <> 'jam'"), NONE, List.of());
    RuleBook book = book(spark, rule);

    assertThat(items(lists(spark, book, BUY_AGAIN, OwnHistory.defaults(), 9)))
        .containsExactly("ann tea", "bob brie jam tea", "cyd jam milk");
    assertThat(book.keptOut()).containsExactly(new KeptOut("rest", 3, -1, 4));
  }

  @Test
  void appliesRulesToWhatListsAreFilledUpWith(SparkSession spark) {
    var cap =
        new AtMost("cap", 1, "if(item_id in ('brie', 'milk'), 'dairy', null)", NONE, List.of());
    var pin = new Pin("jam_first", "item_id = 'jam'", Optional.empty(), NONE, List.of());

    assertThat(items(lists(spark, book(spark, cap, pin), FOR_YOU, OwnHistory.defaults(), 3)))
        .containsExactly("ann jam brie", "bob milk", "fr1 jam brie", "fr2 jam tea milk");
  }

  @Test
  void countsWhatItMovedAndLeftOut(SparkSession spark) {
    var cap = new AtMost("cap", 1, "'all'", NONE, List.of());

    var traced = lists(spark, book(spark, cap), FOR_YOU, ALL_YEAR, 2);

    assertThat(RuleEffects.in(traced.withoutTheRest()))
        .containsExactly(java.util.Map.entry("cap", new Moved("cap", 3, 0, 6)));
  }

  @Test
  void ordersTheListsOfItemsByTheSameRulesAndNeverPinsAnItemIntoItsOwn(SparkSession spark) {
    var pin = new Pin("jam_first", "item_id = 'jam'", Optional.empty(), NONE, List.of());
    RuleBook book = book(spark, pin);
    var proposed =
        new SimilarItems(
            "also_like",
            spark.sql(
                """
                select * from values ('tea', 2L, 'milk', 0.5d, 'als'), ('tea', 1L, 'brie', 0.9d, 'als'),
                  ('jam', 1L, 'tea', 0.1d, 'als') as t(item_id, rank, similar_item_id, score, tier)
                """));
    var finishing =
        new Finishing(book.among(Candidates.UNSEEN, ALSO_LIKE), book.order(ALSO_LIKE), 100, 2);

    var lists = finishing.forItems(proposed).forItems().rows().orderBy("item_id", "rank");

    assertThat(lists.collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("jam 1 tea 0.1 als", "tea 1 jam 0.0 pinned", "tea 2 brie 0.9 als");
  }

  @Test
  void countsAsAlikeWhatRelatesItems(SparkSession spark) {
    var neighbours =
        new SimilarItems(
            "also_like",
            spark.sql(
                """
                select * from values ('tea', 1L, 'brie', 0.5d, 'als'), ('brie', 1L, 'tea', 0.25d, 'als'),
                  ('jam', 1L, 'tea', 7d, 'als') as t(item_id, rank, similar_item_id, score, tier)
                """));

    ItemLikeness likeness = ItemLikeness.of(neighbours);

    assertThat(likeness.between("brie", "tea")).isEqualTo(0.5);
    assertThat(likeness.between("tea", "jam")).isEqualTo(1);
    assertThat(likeness.between("jam", "brie")).isZero();
  }

  @Test
  void refusesSqlOverWhatIsNoFeatureBeforeAnyJobRuns(SparkSession spark) {
    var item = new Exclude("old", Optional.of("days_since_last_sail > 180"), NONE, List.of());
    var customer = new Boost("up", "true", 1, Optional.of("contry = 'France'"), List.of());

    assertThatThrownBy(() -> check(spark, item))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("recommendations.rules.old.items: ")
        .hasMessageContaining("did you mean \"days_since_last_sale\"?");
    assertThatThrownBy(() -> check(spark, customer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("recommendations.rules.up.customers: ")
        .hasMessageContaining("did you mean \"country\"?");
  }

  @Test
  void refusesWhatCannotHold() {
    assertThatThrownBy(() -> new Exclude("Not So", NONE, THE_FRENCH, List.of()))
        .hasMessage("name must be lower-case letters, digits and _, but is \"Not So\"");
    assertThatThrownBy(() -> new Exclude("x", NONE, NONE, List.of()))
        .hasMessage("items is missing; add it, or customers");
    assertThatThrownBy(() -> new Boost("x", "true", 1, THE_FRENCH, List.of(ALSO_LIKE)))
        .hasMessageStartingWith("lists may not name also_like where customers is set");
    assertThatThrownBy(() -> available(NONE, NONE, NONE))
        .hasMessage("from, until or stock must be given");
    assertThatThrownBy(() -> new Diversity("x", 1.5, NONE, NONE, List.of()))
        .hasMessage("weight must be between 0 and 1, but is 1.5");
  }

  private static Available available(
      Optional<String> from, Optional<String> until, Optional<String> stock) {
    return new Available("x", from, until, stock, NONE, List.of());
  }

  private static void check(SparkSession spark, Rule rule) {
    RuleBook.check(spark, List.of(rule), Shop.ITEM_SCHEMA, Shop.CUSTOMER_SCHEMA);
  }

  private static RuleBook book(SparkSession spark, Rule... rules) {
    return RuleBook.of(List.of(rules), Shop.of(spark, LINES));
  }

  private static TracedLists lists(
      SparkSession spark, RuleBook book, ListName list, Recommender recommender, int size) {
    History history = Shop.of(spark, LINES);
    Candidates scope = list == BUY_AGAIN ? Candidates.BOUGHT : Candidates.UNSEEN;
    var finishing =
        new Finishing(book.among(scope, list), book.order(list), book.depth(list, size), size);
    Recommendations proposed =
        recommender
            .train(history)
            .forCustomers(history, finishing.candidates(), finishing.depth())
            .named(list.key());
    var popular = new Fallback(Duration.ofDays(365), 9, 99).popularItems(history, Set.of());
    return finishing.forCustomers(
        proposed, history, list == BUY_AGAIN ? Optional.empty() : Optional.of(popular));
  }

  private static List<String> items(TracedLists lists) {
    return lists
        .forCustomers()
        .rows()
        .orderBy("customer_id", "rank")
        .groupBy("customer_id")
        .agg(
            org.apache.spark.sql.functions.expr(
                "array_join(transform(array_sort(collect_list(struct(rank, item_id))), x -> x.item_id), ' ')"))
        .orderBy("customer_id")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }
}
