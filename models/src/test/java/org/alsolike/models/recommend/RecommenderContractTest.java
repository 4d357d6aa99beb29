package org.alsolike.models.recommend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.alsolike.models.recommend.Candidates.ALL;
import static org.alsolike.models.recommend.Candidates.BOUGHT;
import static org.alsolike.models.recommend.Candidates.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alsolike.models.recommend.Recommender.Relates;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every recommender, with its defaults. Each is trained once, saved and loaded, and
 * ranks everything for everyone once: most claims look at that.
 */
@SparkTest
@Order(
    1) // the longest first, and several claims at a time, so that it does not run alone in the end
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommenderContractTest {

  /** One row of a list. */
  private record Listed(String customer, long rank, String item, double score, String tier) {}

  /**
   * A recommender that learned the two blocks.
   *
   * @param fresh as it was trained
   * @param loaded as it is after it was saved and loaded
   * @param lists what the loaded one ranks for every customer: all items
   */
  private record Trained(
      RecommendationModel fresh, RecommendationModel loaded, List<Listed> lists) {}

  private static final int EVERYTHING = 100;

  private final Map<Recommender, Trained> trained = new ConcurrentHashMap<>();
  private History blocks;
  private Path folder;

  @BeforeAll
  void openTheShop(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.resolve("checkpoints").toString());
    this.folder = folder;
    this.blocks = Shop.ofTwoBlocks(spark);
  }

  static Stream<Recommender> everyRecommender() throws ReflectiveOperationException {
    Stream.Builder<Recommender> recommenders = Stream.builder();
    for (Class<?> type : Recommender.class.getPermittedSubclasses()) {
      recommenders.add((Recommender) type.getMethod("defaults").invoke(null));
    }
    return recommenders.build();
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void ranksItemsOfTheCustomersOwnBlockFirst(Recommender recommender) {
    assumeTrue(recommender.relates() == Relates.CUSTOMERS_AND_ITEMS);

    var lists = listed(model(recommender).forCustomers(blocks, UNSEEN, 2));

    assertThat(lists).hasSize(48).allMatch(row -> block(row.customer()).equals(block(row.item())));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void ranksTheCustomersOwnItemsAboveOthers(Recommender recommender) {
    assumeTrue(!(recommender instanceof Popularity));

    assertThat(trained(recommender).lists().stream().filter(row -> row.rank() <= 6))
        .hasSize(24 * 6)
        .allMatch(row -> block(row.customer()).equals(block(row.item())));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void listsNothingBoughtAmongUnseenAndNothingElseAmongBought(Recommender recommender) {
    var model = model(recommender);
    Set<String> bought = boughtPairs(blocks);

    assertThat(listed(model.forCustomers(blocks, UNSEEN, EVERYTHING)))
        .noneMatch(row -> bought.contains(row.customer() + " " + row.item()));
    assertThat(listed(model.forCustomers(blocks, BOUGHT, EVERYTHING)))
        .isNotEmpty()
        .allMatch(row -> bought.contains(row.customer() + " " + row.item()));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void numbersRowsFromOneWithTheBestFirstAndTiesByItem(Recommender recommender) {
    Comparator<Listed> bestFirst =
        Comparator.comparingDouble(Listed::score).reversed().thenComparing(Listed::item);

    var perCustomer = trained(recommender).lists().stream().collect(groupingBy(Listed::customer));

    assertThat(perCustomer).hasSize(24);
    assertThat(perCustomer.values())
        .allSatisfy(
            list -> {
              assertThat(list).isSortedAccordingTo(bestFirst);
              assertThat(list.stream().map(Listed::rank))
                  .isEqualTo(IntStream.rangeClosed(1, list.size()).mapToObj(Long::valueOf).toList())
                  .hasSizeLessThanOrEqualTo(16);
              assertThat(list).extracting(Listed::item).doesNotHaveDuplicates();
              assertThat(list).allMatch(row -> Double.isFinite(row.score()));
              assertThat(list).allMatch(row -> row.tier().equals(recommender.name()));
            });
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void leavesExcludedItemsOutBeforeItChoosesTheBest(Recommender recommender) {
    var model = model(recommender);
    Set<String> excluded = Set.of("a0", "b1", "b2", "never-sold");

    var lists = listed(model.forCustomers(blocks, ALL.without(excluded), 4));

    assertThat(lists).hasSize(24 * 4).noneMatch(row -> excluded.contains(row.item()));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void keepsFromSomeCustomersWhatLimitsBarAndFillsTheirListsWithTheNextBest(
      Recommender recommender, SparkSession spark) {
    var bits =
        spark.sql(
            "select * from values ('customer-a1', 1L), ('customer-b1', 2L) as t(customer_id, limits)");
    // everything was bought 20 days before the as-of; customer-b1 holds neither b3 nor b7
    var limits =
        Limits.bySome(
            bits,
            0,
            List.of(new Limits.Barred(0, Set.of("a0", "b0"))),
            List.of(
                new Limits.Resting(1, 21, Set.of("b0")), new Limits.Resting(0, 19, Set.of("a1"))));
    var model = model(recommender);

    Set<String> bought = boughtPairs(blocks);
    for (Candidates candidates : List.of(ALL, UNSEEN, BOUGHT)) {
      var expected =
          itemsPerCustomer(
              trained(recommender).lists().stream()
                  .filter(
                      row ->
                          candidates.equals(ALL)
                              || candidates.equals(BOUGHT)
                                  == bought.contains(row.customer() + " " + row.item())));
      // own-history proposes nothing new
      expected.getOrDefault("customer-a1", new TreeSet<>()).removeAll(Set.of("a0", "b0"));
      expected.getOrDefault("customer-b1", new TreeSet<>()).remove("b0");

      var within = model.forCustomers(blocks, candidates.within(limits), 16);
      assertThat(itemsPerCustomer(listed(within).stream())).isEqualTo(expected);
    }
    assertThat(perCustomer(model.forCustomers(blocks, ALL.within(limits), 3)).values())
        .allMatch(list -> list.size() == 3);
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void ranksForSomeCustomersJustAsAmongAll(Recommender recommender) {
    var everybodys = trained(recommender).lists();
    var spark = blocks.affinities().rows().sparkSession();
    var three =
        spark.createDataset(
            List.of("customer-b3", "customer-a1", "customer-b3", "nobody"), Encoders.STRING());
    Map<Viewers, Set<String>> some =
        Map.of(
            new Viewers.One("customer-b3"),
            Set.of("customer-b3"),
            new Viewers.Those(three.toDF("customer_id")),
            Set.of("customer-a1", "customer-b3"));

    some.forEach(
        (viewers, names) ->
            assertThat(listed(model(recommender).forCustomers(blocks, ALL.seenBy(viewers), 100)))
                .isNotEmpty()
                .isEqualTo(
                    everybodys.stream().filter(row -> names.contains(row.customer())).toList()));
  }

  private static Map<String, Set<String>> itemsPerCustomer(Stream<Listed> lists) {
    return lists.collect(
        groupingBy(Listed::customer, mapping(Listed::item, toCollection(TreeSet::new))));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void knowsTheSameAfterItWasSavedAndLoaded(Recommender recommender) {
    var both = trained(recommender);

    assertThat(listed(both.fresh().forCustomers(blocks, ALL, EVERYTHING)))
        .containsExactlyElementsOf(both.lists());
    if (recommender.relates() == Relates.CUSTOMERS_AND_ITEMS) {
      assertThat(similar(both.fresh().forItems(5)))
          .containsExactlyInAnyOrderElementsOf(similar(both.loaded().forItems(5)));
    }
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  @Execution(ExecutionMode.SAME_THREAD) // no other claim changes the number of partitions
  void givesTheSameBitsHoweverTheRowsArePartitioned(Recommender recommender, SparkSession spark) {
    for (int partitions : new int[] {1, 8}) {
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      var history = Shop.repartitioned(blocks, partitions);
      assertThat(listed(recommender.train(history).forCustomers(history, ALL, EVERYTHING)))
          .as("%d partitions", partitions)
          .containsExactlyElementsOf(trained(recommender).lists());
    }
    spark.conf().set("spark.sql.shuffle.partitions", 2);
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void ignoresItemsAndCustomersItHasNotSeen(Recommender recommender, SparkSession spark) {
    var later =
        Shop.of(
            spark,
            """
            ('o1', 'customer-a1', 'a1',  '2011-10-20', 1),
            ('o1', 'customer-a1', 'new', '2011-10-20', 1),
            ('o2', 'stranger',    'new', '2011-10-20', 1)
            """);

    var lists = perCustomer(model(recommender).forCustomers(later, ALL, 20));

    assertThat(lists.get("customer-a1"))
        .isNotEmpty()
        .noneMatch(row -> row.item().equals("new"))
        .allMatch(row -> Double.isFinite(row.score()));
    assertThat(lists.containsKey("stranger"))
        .isEqualTo(recommender instanceof Popularity || recommender instanceof Blend);
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void masksWhatCameBackWithoutLearningFromIt(Recommender recommender, SparkSession spark) {
    var history =
        Shop.of(
            spark,
            """
            ('o1', 'ann', 'jam',    '2011-10-20', 1),
            ('o1', 'ann', 'tea',    '2011-10-20', 1),
            ('o2', 'bob', 'jam',    '2011-10-20', 1),
            ('o2', 'bob', 'tea',    '2011-10-20', 0),
            ('o2', 'bob', 'broken', '2011-10-20', 0),
            ('o3', 'cyd', 'broken', '2011-10-20', 0),
            ('o3', 'cyd', 'tea',    '2011-10-20', 1)
            """);

    var model = recommender.train(history);

    assertThat(listed(model.forCustomers(history, ALL, 10)))
        .isNotEmpty()
        .noneMatch(row -> row.item().equals("broken"));
    assertThat(listed(model.forCustomers(history, UNSEEN, 10)))
        .noneMatch(row -> row.customer().equals("bob") && row.item().equals("tea"));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void listsItemsOfTheSameBlockForAnItemAndNeverTheItemItself(Recommender recommender) {
    assumeTrue(recommender.relates() == Relates.CUSTOMERS_AND_ITEMS);

    var similar = similar(model(recommender).forItems(3, Set.of("a0", "b0")));

    assertThat(similar)
        .hasSize(16 * 3)
        .noneMatch(row -> row.item().equals(row.customer()))
        .noneMatch(row -> Set.of("a0", "b0").contains(row.item()))
        .allMatch(row -> row.item().charAt(0) == row.customer().charAt(0));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void refusesItemListsWhenItDoesNotRelateItems(Recommender recommender) {
    assumeTrue(recommender.relates() == Relates.CUSTOMERS_ONLY);

    assertThatThrownBy(() -> model(recommender).forItems(3))
        .hasMessage(
            recommender.name()
                + " does not relate items; use item-neighbours, content or als for item lists");
  }

  private RecommendationModel model(Recommender recommender) {
    return trained(recommender).loaded();
  }

  private Trained trained(Recommender recommender) {
    return trained.computeIfAbsent(
        recommender,
        one -> {
          var fresh = one.train(blocks);
          var loaded = one.load(savedAndRead(fresh.tables(), folder.resolve(one.name())));
          return new Trained(fresh, loaded, listed(loaded.forCustomers(blocks, ALL, EVERYTHING)));
        });
  }

  /** Through Parquet, as between training and publication, its rows in another order. */
  private static Map<String, Dataset<Row>> savedAndRead(
      Map<String, Dataset<Row>> tables, Path folder) {
    return tables.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                table -> {
                  String path = folder.resolve(table.getKey()).toString();
                  table.getValue().repartition(2).write().parquet(path);
                  return Shop.local(table.getValue().sparkSession().read().parquet(path));
                }));
  }

  private static Map<String, List<Listed>> perCustomer(Recommendations lists) {
    return listed(lists).stream().collect(groupingBy(Listed::customer));
  }

  private static List<Listed> listed(Recommendations lists) {
    // Ordered here: to order by ranges, Spark would make every list twice.
    return lists.rows().collectAsList().stream()
        .map(RecommenderContractTest::listed)
        .sorted(Comparator.comparing(Listed::customer).thenComparing(Listed::rank))
        .toList();
  }

  private static List<Listed> similar(SimilarItems items) {
    return items
        .rows()
        .select("item_id", "rank", "similar_item_id", "score", "tier")
        .collectAsList()
        .stream()
        .map(RecommenderContractTest::listed)
        .toList();
  }

  private static Listed listed(Row row) {
    return new Listed(
        row.getString(0), row.getLong(1), row.getString(2), row.getDouble(3), row.getString(4));
  }

  private static Set<String> boughtPairs(History history) {
    return Set.copyOf(
        history.affinities().rows().where("bought").collectAsList().stream()
            .map(row -> row.getString(0) + " " + row.getString(1))
            .toList());
  }

  private static String block(String id) {
    return id.replaceAll("customer-|[0-9]", "");
  }
}
