package org.alsolike.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriters;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each column of a table arrives in its own place of the store's records. */
@SparkTest
class StoreEntriesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2011-12-10T06:00:00Z"), ZoneOffset.UTC);
  private static final String FINGERPRINT = "0123456789abcdef".repeat(4);
  private static final Map<String, String> MODELS = Map.of("blend", "fedcba");
  private static final DataType MONEY = DataTypes.createDecimalType(18, 4);

  private final SparkSession spark;
  @TempDir private Path folder;

  StoreEntriesTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void listsArriveInTheOrderOfTheirRanks() {
    var lists =
        new Recommendations(
            "for_you",
            spark.sql(
                """
                select * from values
                  ('ann', 10L, 'saucer', 0.5D, 'popular'),
                  ('ann', 2L, 'jug', 0.25D, 'als'),
                  ('ann', 1L, 'cup', 0.75D, 'als'),
                  ('Ünal', 1L, 'jug', 1e-7D, 'popular_in_country')
                as t(customer_id, rank, item_id, score, tier)
                """));

    try (ServingReader reader = published(Map.of(Part.list("for_you"), StoreEntries.of(lists)))) {
      assertThat(reader.forCustomer("for_you", "ann").items())
          .containsExactly(
              ListedItem.of("cup", 0.75, "als"),
              ListedItem.of("jug", 0.25, "als"),
              ListedItem.of("saucer", 0.5, "popular"));
      assertThat(reader.forCustomer("for_you", "Ünal").items())
          .containsExactly(ListedItem.of("jug", 0, "popular_in_country"));
      assertThat(reader.manifest().entries(Part.list("for_you"))).isEqualTo(2);
    }
  }

  @Test
  void similarItemsAreNotTakenForTheItemItself() {
    var lists =
        new SimilarItems(
            "also_like",
            spark.sql(
                """
                select * from values
                  ('cup', 2L, 'spoon', 0.1D, 'item-neighbours'),
                  ('cup', 1L, 'jug', 0.9D, 'item-neighbours')
                as t(item_id, rank, similar_item_id, score, tier)
                """));

    try (ServingReader reader =
        published(Map.of(Part.similar("also_like"), StoreEntries.of(lists)))) {
      assertThat(reader.alsoLike("cup"))
          .containsExactly(
              ListedItem.of("jug", 0.9, "item-neighbours"),
              ListedItem.of("spoon", 0.1, "item-neighbours"));
      assertThat(reader.alsoLike("jug")).isEmpty();
    }
  }

  @Test
  void popularItemsHoldPerCountryAndEverywhere() {
    var popular =
        new PopularItems(
            spark.sql(
                """
                select * from values
                  ('', 1L, 'cup', 9D), ('', 2L, 'jug', 8D), ('France', 1L, 'bowl', 3D)
                as t(country, rank, item_id, score)
                """));

    try (ServingReader reader =
        published(
            Map.of(
                Part.POPULAR,
                StoreEntries.of(popular),
                Part.list("for_you"),
                StoreEntries.of(noLists())))) {
      assertThat(reader.popular())
          .containsExactly(ListedItem.of("cup", 9, "popular"), ListedItem.of("jug", 8, "popular"));
      assertThat(reader.popularIn("France"))
          .contains(List.of(ListedItem.of("bowl", 3, "popular_in_country")));
      assertThat(reader.forCustomer("for_you", "nobody").source()).isEqualTo(Source.POPULAR);
    }
  }

  @Test
  void scoresAndSegmentsKeepWhatIsSaidOfTheCustomer() {
    var scores =
        new PropensityScores(
            "buys_30d",
            spark.sql(
                """
                select 'ann' as customer_id, 0.625D as probability, 91L as percentile,
                       array('last order 2 days ago', '7 orders') as reasons
                """));
    var members =
        new SegmentMembers(
            "likely",
            spark.sql(
                """
                select customer_id, 0.6D as probability, 91L as percentile,
                       cast(700 as decimal(18, 4)) as value_365d, '2011-12-08' as last_order,
                       array('7 orders') as reasons, holdout, contactable,
                       cast(null as string) as excluded
                from values ('ann', false, true), ('bob', true, false), ('eve', false, false)
                  as t(customer_id, holdout, contactable)
                """));

    try (ServingReader reader =
        published(
            Map.of(
                Part.score("buys_30d"),
                StoreEntries.of(scores),
                Part.segment("likely"),
                StoreEntries.of(members)))) {
      assertThat(reader.scores("ann"))
          .isEqualTo(
              Map.of(
                  "buys_30d", Score.of(0.625, 91, List.of("last order 2 days ago", "7 orders"))));
      assertThat(reader.segments("ann")).isEqualTo(Map.of("likely", new Membership(false, true)));
      assertThat(reader.segments("bob")).isEqualTo(Map.of("likely", new Membership(true, false)));
      assertThat(reader.segments("eve")).isEqualTo(Map.of("likely", new Membership(false, false)));
    }
  }

  @Test
  void cardsShowWhatIsKnownAndLeaveOutWhatIsNot() {
    var items =
        new ItemFeatures(
            schema(
                "item_features",
                "title",
                DataTypes.StringType,
                "price",
                MONEY,
                "in_stock",
                DataTypes.StringType),
            spark.sql(
                """
                select item_id, timestamp '2011-12-10 00:00:00' as as_of, title,
                       cast(price as decimal(18, 4)) as price, in_stock
                from values ('cup', 'CUP, BLUE', 2.5, 'no'), ('jug', null, null, 'perhaps')
                  as t(item_id, title, price, in_stock)
                """));
    var customers =
        new CustomerFeatures(
            schema(
                "customer_features",
                "country",
                DataTypes.StringType,
                "orders",
                DataTypes.LongType,
                "mean_gap_days",
                DataTypes.DoubleType),
            spark.sql(
                """
                select customer_id, timestamp '2011-12-10 00:00:00' as as_of, country, orders,
                       mean_gap_days
                from values ('ann', 'France', 7L, 52.125D), ('bob', null, 1L, null)
                  as t(customer_id, country, orders, mean_gap_days)
                """));

    try (ServingReader reader =
        published(
            Map.of(
                Part.ITEMS, StoreEntries.of(items), Part.CUSTOMERS, StoreEntries.of(customers)))) {
      assertThat(reader.item("cup"))
          .contains(
              new ItemCard(
                  Optional.of("CUP, BLUE"),
                  Optional.empty(),
                  Optional.of(new BigDecimal("2.5000")),
                  Optional.of(false)));
      assertThat(reader.item("jug"))
          .contains(new ItemCard(Optional.empty(), Optional.empty(), Optional.empty()));
      assertThat(reader.customer("ann"))
          .contains(
              new CustomerCard(
                  Optional.of("France"), Map.of("orders", "7", "mean_gap_days", "52.13")));
      assertThat(reader.customer("bob"))
          .contains(new CustomerCard(Optional.empty(), Map.of("orders", "1")));
    }
  }

  /** Spark may run a task twice: what the attempt without a receipt left is never read. */
  @Test
  void aTaskThatRanTwiceIsHarmless() throws Exception {
    HadoopStaging staging = new HadoopStaging(folder.resolve("staging").toString());
    PartitionWriters writers = new SstPartitionWriters(staging);
    Part part = Part.list("for_you");
    List<Receipt> lost = StagedEntries.write(StoreEntries.of(lists(0.5)), 3, writers);
    List<Receipt> kept = StagedEntries.write(StoreEntries.of(lists(0.25)), 3, writers);
    int files = (int) kept.stream().filter(receipt -> !receipt.isEmpty()).count();
    assertThat(staging.names())
        .hasSize(files + (int) lost.stream().filter(r -> !r.isEmpty()).count());

    Path store = folder.resolve("serving");
    Publisher.into(store, Retention.defaults(), CLOCK)
        .publish(
            new Release(
                "shop",
                ZoneOffset.UTC,
                FINGERPRINT,
                CLOCK.instant(),
                Set.of(part),
                kept,
                Map.of(),
                Map.of(),
                Release.OlderAsOf.REFUSE),
            staging);

    try (ServingReader reader = ServingReader.open(store)) {
      assertThat(reader.manifest().entries(part)).isEqualTo(50);
      assertThat(reader.forCustomer("for_you", "customer-49").items())
          .containsExactly(ListedItem.of("cup", 0.25, "als"));
    }
  }

  @Test
  void theSameRowsGiveTheSameContentHoweverTheyArePartitioned() {
    Part part = Part.list("for_you");
    String one = content(part, lists(0.5).rows().coalesce(1));
    String eight = content(part, lists(0.5).rows().repartition(8));

    assertThat(eight).isEqualTo(one);
    assertThat(content(part, lists(0.25).rows())).isNotEqualTo(one);
  }

  private String content(Part part, Dataset<Row> rows) {
    Dataset<Row> entries = StoreEntries.of(new Recommendations(part.title(), rows));
    HadoopStaging staging = new HadoopStaging(folder.resolve("content").toString());
    return StagedEntries.write(entries, 4, new SstPartitionWriters(staging)).stream()
        .map(receipt -> receipt.parts().get(part.name()))
        .filter(java.util.Objects::nonNull)
        .reduce(org.alsolike.serving.PartContent.EMPTY, org.alsolike.serving.PartContent::plus)
        .toString();
  }

  private Recommendations lists(double score) {
    return new Recommendations(
        "for_you",
        spark
            .range(50)
            .selectExpr(
                "concat('customer-', id) as customer_id",
                "1L as rank",
                "'cup' as item_id",
                "cast(%s as double) as score".formatted(score),
                "'als' as tier"));
  }

  private Recommendations noLists() {
    return new Recommendations("for_you", lists(1).rows().where("false"));
  }

  private Project project(int day) {
    return new Project(folder, settings(), LocalDate.of(2011, 12, day), CLOCK);
  }

  private ServingReader published(Map<Part, Dataset<Row>> tables) {
    Project project = project(10);
    var console = new Console(System.out, System.err, Console.Look.JSON);
    new StorePublisher(project, FINGERPRINT, MODELS, Map.of(), OlderAsOf.REFUSE)
        .publish(tables, console);
    assertThat(Files.exists(folder.resolve("workspace/staging/0123456789abcdef"))).isFalse();
    return project.store().reader();
  }

  @Test
  void anOlderMomentIsServedOnlyWhereThatIsAllowed() {
    Map<Part, Dataset<Row>> tables = Map.of(Part.list("for_you"), StoreEntries.of(lists(1)));
    published(tables).close();
    Project yesterday = project(9);
    String other = "ab".repeat(32);

    assertThatThrownBy(() -> Stores.requirePublishable(yesterday, other, OlderAsOf.REFUSE))
        .isInstanceOf(PublishRefused.class);
    Stores.requirePublishable(yesterday, other, OlderAsOf.PUBLISH);
    var console = new Console(System.out, System.err, Console.Look.JSON);
    Publication publication =
        new StorePublisher(yesterday, other, MODELS, Map.of(), OlderAsOf.PUBLISH)
            .publish(tables, console);

    assertThat(publication.manifest().version()).isEqualTo(2);
    assertThat(publication.manifest().models()).isEqualTo(MODELS);
    assertThat(Stores.served(yesterday)).hasValue(publication.manifest());
  }

  @Test
  void aStoreThatFailsIsNotTakenForDamaged() throws IOException {
    Map<Part, Dataset<Row>> tables = Map.of(Part.list("for_you"), StoreEntries.of(lists(1)));
    published(tables).close();
    Project project = project(10);
    Manifest served = Stores.served(project).orElseThrow();
    StoreLayout layout = new StoreLayout(folder.resolve("serving"));
    assertThat(Stores.damage(project, served)).isEmpty();

    Files.move(layout.database(1), folder.resolve("lost"));
    assertThat(Stores.damage(project, served)).isPresent();

    Files.delete(layout.served());
    Files.createDirectory(layout.served()); // which nobody can read as a file
    assertThatThrownBy(() -> Stores.damage(project, served)).isInstanceOf(StoreUnavailable.class);
  }

  private static Settings settings() {
    return Settings.parse(
        "alsolike.yaml",
        """
        project: shop
        timezone: Europe/London
        workspace: workspace
        sources:
          transactions:
            path: sales.csv
            columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
        """);
  }

  private static FeatureSchema schema(String name, Object... namesAndTypes) {
    List<Feature> features = new java.util.ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      String feature = (String) namesAndTypes[i];
      features.add(
          new Feature(
              feature,
              feature,
              (DataType) namesAndTypes[i + 1],
              feature,
              OptionalInt.empty(),
              Optional.empty(),
              feature + " is {}"));
    }
    return new FeatureSchema(name, "one row per as-of and id", features);
  }
}
