package org.alsolike.models.recommend.rules;

import static org.alsolike.models.recommend.rules.ListName.ALSO_LIKE;
import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.alsolike.models.recommend.rules.ListName.NEXT_BASKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alsolike.models.recommend.Shop;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What items, customers and purchases answer to rules. */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleBookTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> THE_FRENCH = Optional.of("country = 'France'");

  /** Tea has four buyers, brie three, jam two, milk one; the last was sold half a year ago. */
  static final String LINES =
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

  private History shop;

  @BeforeAll
  void openTheShop(SparkSession spark) {
    shop = Shop.local(Shop.of(spark, LINES));
  }

  @Test
  void excludesItemsThatMeetTheConditionButNotThoseForWhichItIsNull() {
    var old = exclude("old", "days_since_last_sale > 180", FOR_YOU);
    var unsure = exclude("unsure", "if(item_id = 'tea', null, item_id < 'n')", BUY_AGAIN);

    RuleBook book = book(old, unsure);

    assertThat(book.excluded(FOR_YOU)).containsExactly("milk");
    assertThat(book.excluded(BUY_AGAIN)).containsExactly("brie", "jam", "milk");
    assertThat(book.excluded(ALSO_LIKE)).as("no rule names this list").isEmpty();
    assertThat(book().excluded(FOR_YOU)).isEmpty();
  }

  @Test
  void includesOnlyWhatAllSuchRulesLetIn() {
    var early = new Include("early", "item_id < 'n'", NONE, List.of());
    var unsure = new Include("unsure", "if(item_id = 'jam', null, item_id > 'c')", NONE, List.of());

    assertThat(book(early, unsure).excluded(FOR_YOU)).containsExactly("brie", "jam", "tea");
  }

  @Test
  void keepsOutWhatIsNotYetOrNoLongerOrNotInStockAtTheAsOf() {
    var from =
        available(
            Optional.of(
                "case item_id when 'tea' then date'2011-11-10' when 'jam' then date'2011-11-09' end"),
            NONE,
            NONE,
            FOR_YOU);
    var until =
        available(
            NONE,
            Optional.of("if(item_id = 'jam', timestamp'2011-11-09', as_of + interval 1 day)"),
            NONE,
            BUY_AGAIN);
    var stock =
        available(
            NONE,
            NONE,
            Optional.of("case item_id when 'tea' then 0 when 'jam' then 3 end"),
            NEXT_BASKET);

    RuleBook book = book(from, until, stock);

    assertThat(book.excluded(FOR_YOU)).containsExactly("tea");
    assertThat(book.excluded(BUY_AGAIN)).containsExactly("jam");
    assertThat(book.excluded(NEXT_BASKET)).containsExactly("tea");
  }

  @Test
  void keepsFromEveryoneOnlyWhatIsKeptFromEveryone() {
    RuleBook book =
        book(new Exclude("no_tea", Optional.of("item_id = 'tea'"), THE_FRENCH, List.of()));

    assertThat(book.excluded(FOR_YOU)).isEmpty();
    assertThat(book.excluded(ALSO_LIKE)).isEmpty();
    assertThat(book.keptOut()).containsExactly(new KeptOut("no_tea", 1, 2, -1));
  }

  @Test
  void namesTheRulesThatKeepAnItemFromACustomer() {
    RuleBook book =
        book(
            new Exclude("old", Optional.of("days_since_last_sale > 180"), NONE, List.of()),
            new Exclude("no_tea", Optional.of("item_id = 'tea'"), THE_FRENCH, List.of(FOR_YOU)),
            new NotBoughtWithin("rest", Duration.ofDays(7), NONE, NONE, List.of()));

    assertThat(book.against(FOR_YOU, "ann", "milk", Double.NaN)).containsExactly("old");
    assertThat(book.against(FOR_YOU, "ann", "tea", 8)).isEmpty();
    assertThat(book.against(FOR_YOU, "fr1", "tea", 5)).containsExactly("no_tea", "rest");
    assertThat(book.against(BUY_AGAIN, "fr1", "tea", 7)).isEmpty();
    assertThat(book.against(FOR_YOU, "nobody", "tea", Double.NaN)).isEmpty();
  }

  @Test
  void findsContradictionsAmongTheCustomersForWhomBothRulesHold() {
    var out = new Exclude("out", Optional.of("item_id < 'k'"), THE_FRENCH, List.of());
    var pin = new Pin("pin", "item_id in ('jam', 'tea')", Optional.empty(), NONE, List.of());

    assertThat(book(out, pin).contradictions())
        .extracting(Contradiction::rule, Contradiction::items, Contradiction::customers)
        .containsExactly(tuple("pin", 1L, 2L));
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
    var item = exclude("old", "days_since_last_sail > 180", FOR_YOU);
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
    assertThatThrownBy(() -> available(NONE, NONE, NONE, FOR_YOU))
        .hasMessage("from, until or stock must be given");
    assertThatThrownBy(() -> new Diversity("x", 1.5, NONE, NONE, List.of()))
        .hasMessage("weight must be between 0 and 1, but is 1.5");
  }

  private static Exclude exclude(String name, String items, ListName list) {
    return new Exclude(name, Optional.of(items), NONE, List.of(list));
  }

  private static Available available(
      Optional<String> from, Optional<String> until, Optional<String> stock, ListName list) {
    return new Available("in_" + list.key(), from, until, stock, NONE, List.of(list));
  }

  private static void check(SparkSession spark, Rule rule) {
    RuleBook.check(spark, List.of(rule), Shop.ITEM_SCHEMA, Shop.CUSTOMER_SCHEMA);
  }

  private RuleBook book(Rule... rules) {
    return RuleBook.of(List.of(rules), shop);
  }
}
