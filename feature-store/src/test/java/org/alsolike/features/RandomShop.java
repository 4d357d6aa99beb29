package org.alsolike.features;

import static org.alsolike.features.Happening.money;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Items;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Many tiny shops side by side, one per seed: few customers, items and moments, so that ties,
 * repeats and events exactly at an as-of are common. Ids carry the seed, so the shops do not touch.
 */
record RandomShop(
    List<Happening> events, List<Statement> customerStatements, List<Statement> itemStatements) {

  static final List<Instant> AS_OFS =
      List.of(
          Instant.parse("2011-03-01T00:00:00Z"),
          Instant.parse("2011-06-29T00:00:00Z"),
          Instant.parse("2011-11-09T00:00:00Z"));

  private static final Instant START = Instant.parse("2010-12-01T00:00:00Z");
  private static final String[] KINDS = {
    "purchase", "purchase", "purchase", "purchase", "return", "return", "view", "glance"
  };

  static RandomShop ofSeeds(int from, int to) {
    var all = new RandomShop(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int seed = from; seed < to; seed++) {
      var random = new Random(seed);
      for (int i = random.nextInt(60); i >= 0; i--) {
        all.events.add(event(seed, random));
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        all.customerStatements.add(statement("c" + seed + "-" + random.nextInt(6), random));
        all.itemStatements.add(statement("i" + seed + "-" + random.nextInt(5), random));
      }
    }
    return all;
  }

  /** A shop where only the future differs. */
  RandomShop withAnotherFuture(Instant asOf, long seed) {
    var random = new Random(seed);
    var events = new ArrayList<>(this.events.stream().filter(e -> e.at().isBefore(asOf)).toList());
    for (int i = 0; i < 200; i++) {
      Happening other = event(random.nextInt(5), random);
      Instant later = asOf.plus(Duration.ofHours(12L * random.nextInt(3)));
      events.add(
          new Happening(
              other.customer(),
              other.item(),
              other.order(),
              later,
              other.kind(),
              other.quantity(),
              other.unitPrice(),
              "title of the future",
              "category of the future",
              "Atlantis"));
    }
    Collections.shuffle(events, random);
    return new RandomShop(events, customerStatements, itemStatements);
  }

  Events asEvents(SparkSession spark, int partitions) {
    return new Events(
        rows(spark, Events.TABLE, events.stream().map(Happening::row).toList())
            .repartition(partitions));
  }

  FeatureStore store(SparkSession spark, FeatureDefinitions definitions, int partitions) {
    var customers =
        rows(
            spark,
            Customers.TABLE,
            customerStatements.stream().map(Statement::asCustomer).toList());
    var items = rows(spark, Items.TABLE, itemStatements.stream().map(Statement::asItem).toList());
    return new FeatureStore(
        asEvents(spark, partitions),
        Optional.of(new Items(items)),
        Optional.of(new Customers(customers)),
        definitions);
  }

  static Dataset<Row> rows(SparkSession spark, Table table, List<Row> rows) {
    StructType schema = new StructType();
    for (Field field : table.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  private static Happening event(int seed, Random random) {
    String kind = KINDS[random.nextInt(KINDS.length)];
    boolean line = kind.equals("purchase") || kind.equals("return");
    String[] titles = {null, "", " ", "TEA", "TEA", "JAM"};
    String[] countries = {null, "", "France", "EIRE"};
    return new Happening(
        random.nextInt(7) == 0 ? null : "c" + seed + "-" + random.nextInt(3),
        "i" + seed + "-" + random.nextInt(4),
        line ? "o" + seed + "-" + random.nextInt(12) : null,
        START.plus(Duration.ofHours(12L * 5 * random.nextInt(150)).plusMillis(random.nextInt(2))),
        kind,
        line ? money(5_000L * (1 + random.nextInt(6))) : null,
        line ? money(1 + random.nextInt(100_000)) : null,
        titles[random.nextInt(titles.length)],
        titles[random.nextInt(titles.length)],
        countries[random.nextInt(countries.length)]);
  }

  private static Statement statement(String subject, Random random) {
    String[] texts = {null, "", "Norway", "Malta"};
    BigDecimal price = random.nextBoolean() ? null : money(1 + random.nextInt(3));
    Instant[] moments = {null, START, AS_OFS.get(0), AS_OFS.get(0).minusMillis(1), AS_OFS.get(1)};
    return new Statement(
        subject, texts[random.nextInt(4)], price, moments[random.nextInt(moments.length)]);
  }
}
