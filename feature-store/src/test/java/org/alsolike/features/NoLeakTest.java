package org.alsolike.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

@SparkTest
@Isolated // changes the zone and the locale of the JVM
@TestInstance(Lifecycle.PER_CLASS)
class NoLeakTest {

  private static final Instant AS_OF = Instant.parse("2011-06-29T00:00:00Z");
  private static final RandomShop SHOP = RandomShop.ofSeeds(0, 5);

  private List<String> past;

  @Test
  void whateverHappensAtOrAfterTheAsOfChangesNothing(SparkSession spark) {
    var past = past(spark);

    assertThat(past).hasSizeGreaterThan(50);
    assertThat(rows(history(spark, SHOP.withAnotherFuture(AS_OF, 7), 2))).isEqualTo(past);
  }

  @Test
  void theSpreadOverPartitionsChangesNothing(SparkSession spark) {
    assertThat(rows(history(spark, SHOP, 1))).isEqualTo(past(spark));
    assertThat(rows(history(spark, SHOP, 8))).isEqualTo(past(spark));
  }

  @Test
  void zoneAndLocaleOfTheHostAndOfTheSessionChangeNothing(SparkSession spark) {
    var expected = past(spark);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      Locale.setDefault(Locale.forLanguageTag("tr"));
      spark.conf().set("spark.sql.session.timeZone", "Asia/Kolkata");

      assertThat(rows(history(spark, SHOP, 2))).isEqualTo(expected);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void onlyOneFileComparesAMomentWithAnAsOf() throws IOException {
    String comparison =
        "(?s).*(OCCURRED_AT|KNOWN_FROM|knownFrom|AS_OF|happened)\\.?(col\\(\\))?\\s*"
            + "\\.(lt|leq|gt|geq|between)\\(.*";
    try (var files = Files.walk(Path.of("src/main/java/org/alsolike/features"))) {
      var comparing =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("events"))
              .filter(file -> read(file).matches(comparison))
              .map(file -> file.getFileName().toString());
      assertThat(comparing).containsExactly("AsOf.java");
    }
  }

  /** From two partitions in UTC; computed once. */
  private List<String> past(SparkSession spark) {
    if (past == null) {
      past = rows(history(spark, SHOP, 2));
    }
    return past;
  }

  private static History history(SparkSession spark, RandomShop shop, int partitions) {
    var definitions = FeatureDefinitions.of(spark, FeatureSettings.defaults());
    return shop.store(spark, definitions, partitions).at(AS_OF);
  }

  private static List<String> rows(History history) {
    return Stream.of(
            history.affinities().rows(),
            history.purchases().rows(),
            history.itemFeatures().rows(),
            history.customerFeatures().rows())
        .flatMap(NoLeakTest::sorted)
        .toList();
  }

  /** Moments as numbers: as texts they would depend on the zone of the reader. */
  private static Stream<String> sorted(Dataset<Row> rows) {
    String[] columns =
        Stream.of(rows.schema().fields())
            .map(
                field ->
                    field.dataType().typeName().equals("timestamp")
                        ? "unix_micros(" + field.name() + ")"
                        : field.name())
            .toArray(String[]::new);
    return rows.selectExpr(columns).collectAsList().stream().map(Row::toString).sorted();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
