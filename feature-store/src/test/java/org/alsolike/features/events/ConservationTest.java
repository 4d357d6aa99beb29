package org.alsolike.features.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random dirty files of which it is known, piece by piece, how each row must end. */
@SparkTest
@Isolated // changes the zone and the locale of the JVM
class ConservationTest {

  private static final Map<String, String> RULES =
      Map.of("not_a_product", "item_id in ('POST', 'DOT')");

  /** A piece of a file: one row, and how it must end. */
  private enum Piece {
    GOOD("accepted", "%d,a,c1,2011-01-01 10:00:00,1,2.50,France\n"),
    NO_CUSTOMER("accepted", "%d,a,,2011-01-01 10:00:00,1,2.50,\r\n"),
    QUOTED_LINES("accepted", "%d,\"a\nb,\"\"c\"\"\",c1,2011-01-01,1,2,\"x\r\ny\"\n"),
    CANCELLED("accepted", "C%d,a,c1,2011-01-01,-1,2,France\n"),
    AFTER_BLANK_LINES("accepted", "\n\r\n%d,a,c1,2011-01-01,1,2,France\n"),
    RULE("not_a_product", "%d,POST,c1,2011-01-01,1,2,France\n"),
    SHORT("unreadable_line", "%d,a\n"),
    LONG("unreadable_line", "%d,a,c1,2011-01-01,1,2,France,more\n"),
    OPEN_QUOTE("unreadable_line", "%d,\"a,c1,2011-01-01,1,2,France\n"),
    STRAY_QUOTE("unreadable_line", "%d,a\"b,c1,2011-01-01,1,2,France\n"),
    AFTER_QUOTE("unreadable_line", "%d,\"a\"b,c1,2011-01-01,1,2,France\n"),
    NOT_UTF8("not_utf8", "%d,caf\u00e9,c1,2011-01-01,1,2,France\n"),
    NO_ITEM("missing_item_id", "%d, ,c1,2011-01-01,1,2,France\n"),
    NO_NUMBER("invalid_quantity", "%d,a,c1,2011-01-01,one,2,France\n"),
    NO_DATE("invalid_occurred_at", "%d,a,c1,2011-02-29,1,2,France\n"),
    NO_UNIT("quantity_not_positive", "%d,a,c1,2011-01-01,0,2,France\n");

    private final String reason;
    private final String text;

    Piece(String reason, String text) {
      this.reason = reason;
      this.text = text;
    }

    byte[] bytes(int row) {
      Charset charset = this == NOT_UTF8 ? ISO_8859_1 : UTF_8;
      return String.format(Locale.ROOT, text, row).getBytes(charset);
    }
  }

  private record Dirty(byte[] bytes, Map<String, Long> expected) {

    static Dirty random(long seed, int rows) {
      var random = new Random(seed);
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(Shop.HEADER.getBytes(UTF_8));
      Map<String, Long> expected = new TreeMap<>();
      for (int row = 0; row < rows; row++) {
        Piece piece = Piece.values()[random.nextInt(Piece.values().length)];
        bytes.writeBytes(piece.bytes(row));
        expected.merge(piece.reason, 1L, Long::sum);
      }
      return new Dirty(bytes.toByteArray(), expected);
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyRowEndsOnceAsItMust(long seed, SparkSession spark) {
    Dirty first = Dirty.random(seed, 400);
    Dirty second = Dirty.random(seed + 100, 300);
    var shop =
        new Shop(spark, folder).with("in/a.csv", first.bytes()).with("in/b.csv", second.bytes());

    ValidatedRows validated = shop.transactions("in", RULES);
    Map<String, Long> expected = new TreeMap<>(first.expected());
    second.expected().forEach((reason, rows) -> expected.merge(reason, rows, Long::sum));

    assertThat(counts(RejectionCounts.of(validated))).isEqualTo(expected);
    assertThat(validated.accepted().count()).isEqualTo(expected.get("accepted"));
    assertThat(validated.rejected().rows().where("raw is null or file is null").isEmpty()).isTrue();
    assertThat(validated.rejected().rows().count() + validated.accepted().count()).isEqualTo(700);
  }

  @Test
  void theSameRowsComeOutWhateverTheHostsZoneLocaleAndPartitions(SparkSession spark) {
    var rules = Map.of("duplicate", "occurrence > 1", "not_a_product", "item_id = 'POST'");
    var shop = new Shop(spark, folder).with("t.csv", Dirty.random(7, 300).bytes());
    var expected = asText(shop.transactions("t.csv", rules));

    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    String partitions = spark.conf().get("spark.sql.shuffle.partitions");
    try {
      for (String[] host :
          new String[][] {{"Pacific/Auckland", "tr-TR", "1"}, {"America/New_York", "ar-EG", "8"}}) {
        TimeZone.setDefault(TimeZone.getTimeZone(host[0]));
        Locale.setDefault(Locale.forLanguageTag(host[1]));
        spark.conf().set("spark.sql.shuffle.partitions", host[2]);
        assertThat(asText(shop.transactions("t.csv", rules))).isEqualTo(expected);
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }
    assertThat(expected).hasSize(300);
  }

  /** By Spark: Java's own Timestamp would show the host's zone. */
  private static List<String> asText(ValidatedRows validated) {
    return Shop.shown(validated, "to_json(struct(*))");
  }

  private static Map<String, Long> counts(RejectionCounts counts) {
    Map<String, Long> found = new TreeMap<>(Map.of("accepted", counts.accepted()));
    counts.rejected().forEach(reason -> found.put(reason.name(), reason.rows()));
    return found;
  }
}
