package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class BlendTest {

  private static final Instant MOMENT = Instant.parse("2011-10-01T00:00:00Z");

  @BeforeAll
  static void keepCheckpoints(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
  }

  private static Blend blend() {
    return blend(ItemNeighbours.defaults(), Popularity.defaults());
  }

  private static Blend blendOfFour() {
    return blend(
        ItemNeighbours.defaults(), Popularity.defaults(), Ease.defaults(), GraphFilter.defaults());
  }

  /** Of the models that are named by default. */
  private static Blend byDefault() {
    return blend(Blend.defaults().models().toArray(Recommender[]::new));
  }

  private static Blend blend(Recommender... models) {
    return new Blend(
        List.of(models),
        40,
        1,
        Duration.ofDays(31),
        1000,
        1000,
        new BoostedRanker(5, 3, 0.3, 1, 1, 1, 1, 1));
  }

  /** Sixteen customers who buy from one of two blocks in September and in October. */
  private static final String LINES =
      """
      select concat('o-', m.month, '-', c.id) as order_id, concat('c-', c.id) as customer_id,
             concat(if(c.id % 2 = 0, 'a', 'b'), pmod(c.id * 7 + i.id * (m.month - 6), 9)) as item_id,
             concat('2011-', lpad(m.month, 2, '0'), '-1', i.id) as bought_on, 1 as kept
      from range(16) as c, range(3) as i, values (9), (10) as m(month)
      """;

  /** The same until October, and then others: who, what, when, how much, and what came back. */
  private static final String SHUFFLED =
      """
      select order_id,
             concat('c-', if(month < 10, id, (id + 5) % 16)) as customer_id,
             if(month < 10, item_id, concat(if(id % 2 = 0, 'b', 'a'), pmod(id * 5 + i * 2 + 1, 9))) as item_id,
             if(month < 10, bought_on, concat('2011-10-', 28 - pmod(id * 3 + i, 27))) as bought_on,
             if(month < 10, kept, pmod(id + i, 4)) as kept
      from (select *, cast(substring(customer_id, 3) as int) as id,
                   cast(right(bought_on, 1) as int) as i,
                   cast(substring(bought_on, 6, 2) as int) as month from lines)
      """
          .replace("lines", "(" + LINES + ")");

  private static final String BY_ID = "category";
  private static final String UNKNOWN = "cast(null as string)";

  /**
   * A past that cuts the lines at each moment that it is asked for.
   *
   * @param then SQL that tells what was known of the items' categories at {@link #MOMENT}
   * @param later the same of all other moments
   */
  private record Lines(Dataset<Row> lines, String then, String later) implements Past {

    Lines(Dataset<Row> lines) {
      this(lines, BY_ID, BY_ID);
    }

    @Override
    public List<Episode> episodes(History history, int count, Duration length) {
      return List.of(
          new Episode(
              at(MOMENT),
              new Purchases(
                  Shop.of(lines).purchases().rows().where("occurred_at >= '2011-10-01'"))));
    }

    private History at(Instant moment) {
      History all =
          Shop.of(lines.where("bought_on < '" + moment.toString().substring(0, 10) + "'"));
      Column category = expr(moment.equals(MOMENT) ? then : later);
      return new History(
          moment,
          all.affinities(),
          all.purchases(),
          new ItemFeatures(
              Shop.ITEM_SCHEMA, all.itemFeatures().rows().withColumn("category", category)),
          all.customerFeatures());
    }

    @Override
    public RecommendationModel trained(Recommender recommender, History history) {
      return recommender.train(history);
    }
  }

  private static Map<Candidates.Scope, Lessons.Taught> lessons(Blend blend, Lines past) {
    Past.Episode episode = past.episodes(null, 1, Duration.ofDays(31)).get(0);
    Set<String> ofItems = Hints.ofItems(episode.before());
    return blend.lessons(episode, past, ofItems, 1000, Lessons.Trial.NONE);
  }

  @Test
  void seesTheSameFeaturesWhateverHappensAfterTheMoment(SparkSession spark) {
    var lessons = lessons(byDefault(), new Lines(spark.sql(LINES)));
    var shuffled = lessons(byDefault(), new Lines(spark.sql(SHUFFLED)));

    var rows = lessons.get(Candidates.Scope.ALL).learned();
    var others = shuffled.get(Candidates.Scope.ALL).learned();
    assertThat(rows.groups()).hasSize(16);
    assertThat(rows.features()).contains("next_bought", "title_words", "category_affinity");
    assertThat(others.groups()).isEqualTo(rows.groups());
    assertThat(others.values()).isEqualTo(rows.values());
    assertThat(others.labels()).isNotEqualTo(rows.labels());
  }

  @Test
  void labelsWhatWasTakenAfterTheMoment(SparkSession spark) {
    var lines = new Lines(spark.sql(LINES));
    var rows = lessons(blend(), lines).get(Candidates.Scope.ALL).learned();

    int taken = 0;
    for (float label : rows.labels()) {
      taken += (int) label;
    }
    // Each customer takes three items in October, all of them known in September.
    assertThat(taken).isEqualTo(16 * 3);
  }

  @Test
  void writesItsOrderSoThatItIsReadBackAsItWas(SparkSession spark) {
    var lines = new Lines(spark.sql(LINES));
    History now = lines.at(Shop.AS_OF);
    RecommendationModel trained = blend().train(now, lines);
    RecommendationModel loaded = blend().load(trained.tables());

    assertThat(lists(loaded, now)).isNotEmpty().isEqualTo(lists(trained, now));
    assertThat(trained.counts()).containsKeys("ranker_ndcg_all", "leader_ndcg_all");
    assertThat(trained.remarks())
        .hasSize(2)
        .allSatisfy(said -> assertThat(said).matches("(new|all) items: .* alone.*"));
  }

  @Test
  void letsItsFirstModelOrderAloneWhereThereIsNoEarlierWindow(SparkSession spark) {
    var lines = new Lines(spark.sql(LINES));
    History now = lines.at(Shop.AS_OF);
    RecommendationModel trained = blend().train(now, new NoPast());
    RecommendationModel first = ItemNeighbours.defaults().train(now);

    assertThat(trained.counts()).containsEntry("windows", 0L);
    // what the first model does not know follows behind
    assertThat(items(blend().load(trained.tables()), now))
        .hasSize(16 * 3)
        .containsAll(items(first, now));
    assertThat(items(first, now)).isNotEmpty();
  }

  /** Two items that the shop's own file names and nobody ever bought, one like each block. */
  @Test
  void proposesByDefaultWhatNobodyBoughtYetToThoseWhoHoldWhatIsDescribedLikeIt(SparkSession spark) {
    History sold = new Lines(spark.sql(LINES)).at(Shop.AS_OF);
    Dataset<Row> fresh =
        spark.sql(
            """
            select item_id, timestamp'2011-11-09' as as_of,
                   cast(null as double) as days_since_last_sale, 'of tomorrow' as title, category
            from values ('new-a', 'a'), ('new-b', 'b') as t(item_id, category)
            """);
    History now =
        Shop.local(
            new History(
                sold.asOf(),
                sold.affinities(),
                sold.purchases(),
                new ItemFeatures(Shop.ITEM_SCHEMA, sold.itemFeatures().rows().unionByName(fresh)),
                sold.customerFeatures()));
    RecommendationModel trained = byDefault().train(now, new NoPast());

    List<String> lists =
        byDefault()
            .load(trained.tables())
            .forCustomers(now, Candidates.UNSEEN, 20)
            .rows()
            .where("item_id like 'new-%'")
            .selectExpr("concat_ws(' ', customer_id, item_id)")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    // customers with an even number hold items of block a alone
    assertThat(lists)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 16)
                .mapToObj(id -> "c-%d new-%s".formatted(id, id % 2 == 0 ? "a" : "b"))
                .toList());
  }

  /**
   * Eight customers for each of four categories of eight items. In September each holds three of
   * the category, in October three others; every item has as many buyers as every other.
   */
  private static final String NOVELTIES =
      """
      select concat('o-', m.month, '-', c.id) as order_id,
             concat(substring('abcd', 1 + c.id % 4, 1), lpad(c.id, 2, '0')) as customer_id,
             concat(substring('abcd', 1 + c.id % 4, 1), pmod(c.id div 4 + i.id + 4 * m.month, 8))
                 as item_id,
             concat('2011-', lpad(m.month, 2, '0'), '-2', i.id) as bought_on, 1 as kept
      from range(32) as c, range(3) as i, values (9), (10) as m(month)
      """;

  @Test
  void recommendsTheTwoNewItemsOfTheCategoryWhereNothingElseTells(SparkSession spark) {
    Blend blend = blend(Popularity.defaults());
    String ofTheCategory = "rank <= 2 and left(item_id, 1) = left(customer_id, 1)";

    assertThat(unseen(blend, new Lines(spark.sql(NOVELTIES))).where(ofTheCategory).count())
        .isEqualTo(32 * 2);
    assertThat(
            unseen(blend, new Lines(spark.sql(NOVELTIES), UNKNOWN, UNKNOWN))
                .where(ofTheCategory)
                .count())
        .as("without categories")
        .isLessThan(32);
  }

  private static Dataset<Row> unseen(Blend blend, Lines past) {
    History now = past.at(Shop.AS_OF);
    RecommendationModel loaded = blend.load(blend.train(now, past).tables());
    return loaded.forCustomers(now, Candidates.UNSEEN, 3).rows();
  }

  @Test
  void learnsFromAWindowThatKnewNoCategoriesAsIfThereWereNone(SparkSession spark) {
    var since = new Lines(spark.sql(LINES), UNKNOWN, BY_ID);
    var never = new Lines(spark.sql(LINES), UNKNOWN, UNKNOWN);

    assertThat(lists(blend().train(since.at(Shop.AS_OF), since), since.at(Shop.AS_OF)))
        .isNotEmpty()
        .isEqualTo(lists(blend().train(never.at(Shop.AS_OF), never), never.at(Shop.AS_OF)));
  }

  @Test
  void passesOnWhatItsModelsCountedAndSaid(SparkSession spark) {
    History now = new Lines(spark.sql(LINES)).at(Shop.AS_OF);
    RecommendationModel trained = blendOfFour().train(now, new LoadedModels());

    assertThat(trained.counts())
        .containsEntry("ease.items_solved", 18L)
        .containsEntry("graph-filter.items", 3L);
    assertThat(trained.remarks()).hasSize(2 + 4).contains("ease: as ease said");
    assertThat(blendOfFour().load(trained.tables()).remarks()).isEmpty();
  }

  /** A past that trains, saves and loads, as a run does. */
  private record LoadedModels() implements Past {
    @Override
    public List<Episode> episodes(History history, int count, Duration length) {
      return List.of();
    }

    @Override
    public RecommendationModel trained(Recommender recommender, History history) {
      RecommendationModel fresh = recommender.train(history);
      var counts = new TreeMap<>(fresh.counts());
      counts.put("items", 3L);
      return recommender
          .load(fresh.tables())
          .telling(counts, List.of("as %s said".formatted(recommender.name())));
    }
  }

  @Test
  void learnsNothingFromAWindowBeforeWhichNothingWasHeld(SparkSession spark) {
    var lines = new Lines(spark.sql(LINES));
    var returned = new Lines(spark.sql(LINES.replace("1 as kept", "0 as kept")));
    Past.Episode empty = returned.episodes(null, 1, Duration.ofDays(31)).get(0);
    Past past =
        new Past() {
          @Override
          public List<Episode> episodes(History history, int count, Duration length) {
            return List.of(empty);
          }

          @Override
          public RecommendationModel trained(Recommender recommender, History history) {
            return recommender.train(history);
          }
        };

    assertThat(blend().train(lines.at(Shop.AS_OF), past).counts())
        .containsEntry("windows", 0L)
        .containsEntry("windows_after_nothing", 1L)
        .containsEntry("leader_orders_alone_all", 1L);
  }

  @Test
  void refusesModelsThatKnowCustomersAndNotOnlyWhatTheyHold() {
    assertThatThrownBy(() -> blend(Als.defaults()))
        .hasMessage("models must propose from what a customer holds, which als does not");
  }

  /** Who is shown what, in order; scores and tier left out. */
  private static List<String> items(RecommendationModel model, History history) {
    return model
        .forCustomers(history, Candidates.UNSEEN, 3)
        .rows()
        .selectExpr("concat_ws(' ', customer_id, rank, item_id)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<String> lists(RecommendationModel model, History history) {
    return new ArrayList<>(
        model.forCustomers(history, Candidates.ALL, 5).rows().collectAsList().stream()
            .map(Row::toString)
            .sorted()
            .toList());
  }
}
