package org.alsolike.models.recommend.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.alsolike.models.recommend.rules.ListName.ALSO_LIKE;
import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.Fallback;
import org.alsolike.models.recommend.Finishing;
import org.alsolike.models.recommend.OwnHistory;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.Shop;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.models.recommend.rules.RuleEffects.Moved;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists under rules; the models are trained and the popular items found once for all claims. */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuledListsTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> THE_FRENCH = Optional.of("country = 'France'");
  private static final AtMost ONE_DAIRY =
      new AtMost("cap", 1, "if(item_id in ('brie', 'milk'), 'dairy', null)", NONE, List.of());

  private History shop;
  private RecommendationModel popularity;
  private RecommendationModel ownHistory;
  private PopularItems popular;

  @BeforeAll
  void openTheShop(SparkSession spark) {
    shop = Shop.local(Shop.of(spark, RuleBookTest.LINES));
    popularity = trained(Popularity.over(Duration.ofDays(365)));
    ownHistory = trained(OwnHistory.defaults());
    popular =
        new PopularItems(
            Shop.local(
                new Fallback(Duration.ofDays(365), 9, 99).popularItems(shop, Set.of()).rows()));
  }

  private RecommendationModel trained(Recommender recommender) {
    Map<String, Dataset<Row>> tables = new TreeMap<>(recommender.train(shop).tables());
    tables.replaceAll((name, rows) -> Shop.local(rows));
    return recommender.load(tables);
  }

  @Test
  void keepsFromSomeCustomersAndFillsTheirListsUpWithoutIt() {
    var rule = new Exclude("no_tea", Optional.of("item_id = 'tea'"), THE_FRENCH, List.of());

    assertThat(items(lists(book(rule), FOR_YOU, popularity, 2)))
        .containsExactly("ann brie jam", "bob milk", "fr1 brie jam", "fr2 jam milk");
  }

  @Test
  void doesNotShowAgainWhatWasBoughtAShortWhileAgo() {
    // the as-of is the start of the 9th: seven days after the 2nd, which is no longer within them
    var rule =
        new NotBoughtWithin(
            "rest", Duration.ofDays(7), Optional.of("item_id <> 'jam'"), NONE, List.of());
    RuleBook book = book(rule);

    var ruled = lists(book, BUY_AGAIN, ownHistory, 9);
    var free = lists(book(), BUY_AGAIN, ownHistory, 9);

    assertThat(items(ruled)).containsExactly("ann tea", "bob brie jam tea", "cyd jam milk");
    assertThat(book.keptOut()).containsExactly(new KeptOut("rest", 3, -1, 4));
    // both of the French lose all, cyd two of four
    assertThat(book.losses(BUY_AGAIN, free, ruled))
        .isEqualTo(
            new ListLosses("buy_again", 5, 2, 1, List.of(new ListLosses.Part("rest", 2, 1))));
  }

  @Test
  void appliesRulesToWhatListsAreFilledUpWith() {
    var pin = new Pin("jam_first", "item_id = 'jam'", Optional.empty(), NONE, List.of());

    assertThat(items(lists(book(ONE_DAIRY, pin), FOR_YOU, ownHistory, 3)))
        .containsExactly("ann jam brie", "bob milk", "fr1 jam brie", "fr2 jam tea milk");
  }

  @Test
  void countsWhatItMovedAndLeftOut() {
    var cap = new AtMost("cap", 1, "'all'", NONE, List.of());

    var traced = lists(book(cap), FOR_YOU, popularity, 2);

    assertThat(RuleEffects.in(traced.withoutTheRest()))
        .containsExactly(Map.entry("cap", new Moved("cap", 3, 0, 6)));
  }

  @Test
  void countsTheListsThatRulesEmptyOrShortenAndWhoDidIt() {
    var nothing = new Exclude("nothing", NONE, THE_FRENCH, List.of());
    var unused = new Exclude("unused", Optional.of("item_id = 'gin'"), NONE, List.of());
    RuleBook book = book(nothing, ONE_DAIRY, unused);

    var free = lists(book(), FOR_YOU, popularity, 3);
    var ruled = lists(book, FOR_YOU, popularity, 3);

    assertThat(items(free))
        .containsExactly("ann brie jam milk", "bob milk", "fr1 brie jam milk", "fr2 tea jam milk");
    assertThat(items(ruled)).containsExactly("ann brie jam", "bob milk");
    assertThat(book.losses(FOR_YOU, free, ruled))
        .isEqualTo(
            new ListLosses(
                "for_you",
                4,
                2,
                1,
                List.of(new ListLosses.Part("nothing", 2, 0), new ListLosses.Part("cap", 0, 1))));
  }

  @Test
  void makesOneCustomersListsJustAsAmongAll() {
    RuleBook book = book(ONE_DAIRY);
    var finishing = finishing(book, FOR_YOU, Candidates.UNSEEN.seenBy(new Viewers.One("fr2")), 3);

    assertThat(items(finished(finishing, FOR_YOU, popularity))).containsExactly("fr2 tea jam milk");
  }

  @Test
  void ordersTheListsOfItemsByTheSameRulesAndNeverPinsAnItemIntoItsOwn(SparkSession spark) {
    var pin = new Pin("jam_first", "item_id = 'jam'", Optional.empty(), NONE, List.of());
    RuleBook book = book(pin);
    var proposed =
        new SimilarItems(
            "also_like",
            spark.sql(
                """
                select * from values ('tea', 2L, 'milk', 0.5d, 'als'), ('tea', 1L, 'brie', 0.9d, 'als'),
                  ('jam', 1L, 'tea', 0.1d, 'als') as t(item_id, rank, similar_item_id, score, tier)
                """));

    var lists = finishing(book, ALSO_LIKE, Candidates.UNSEEN, 2).forItems(proposed).forItems();

    assertThat(lists.rows().collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactlyInAnyOrder(
            "jam 1 tea 0.1 als", "tea 1 jam 0.0 pinned", "tea 2 brie 0.9 als");
  }

  private RuleBook book(Rule... rules) {
    return RuleBook.of(List.of(rules), shop);
  }

  private TracedLists lists(RuleBook book, ListName list, RecommendationModel model, int size) {
    Candidates scope = list == BUY_AGAIN ? Candidates.BOUGHT : Candidates.UNSEEN;
    return finished(finishing(book, list, scope, size), list, model);
  }

  private static Finishing finishing(RuleBook book, ListName list, Candidates scope, int size) {
    return new Finishing(book.among(scope, list), book.order(list), book.depth(list, size), size);
  }

  private TracedLists finished(Finishing finishing, ListName list, RecommendationModel model) {
    Recommendations proposed =
        model.forCustomers(shop, finishing.candidates(), finishing.depth()).named(list.key());
    TracedLists lists =
        finishing.forCustomers(
            proposed, shop, list == BUY_AGAIN ? Optional.empty() : Optional.of(popular));
    return new TracedLists(lists.list(), Shop.local(lists.rows()));
  }

  /** Per customer the items, best first. */
  private static List<String> items(TracedLists lists) {
    Map<String, List<Row>> perCustomer =
        lists.rows().collectAsList().stream()
            .filter(row -> row.getAs(TracedLists.RANK.name()) != null)
            .collect(
                groupingBy(row -> row.getAs(TracedLists.OWNER.name()), TreeMap::new, toList()));
    return perCustomer.entrySet().stream()
        .map(
            list ->
                list.getKey()
                    + list.getValue().stream()
                        .sorted(Comparator.comparingLong(row -> row.getAs(TracedLists.RANK.name())))
                        .map(row -> " " + row.getAs(TracedLists.ITEM.name()))
                        .collect(joining()))
        .toList();
  }
}
