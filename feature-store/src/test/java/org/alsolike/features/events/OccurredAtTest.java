package org.alsolike.features.events;

import static org.alsolike.features.events.Shop.ATTRIBUTES;
import static org.alsolike.features.events.Shop.HEADER;
import static org.alsolike.features.events.Shop.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's zone is Europe/London; what is shown is UTC. */
@SparkTest
class OccurredAtTest {

  private static final String INSTANT = "date_format(occurred_at, 'yyyy-MM-dd HH:mm:ss.SSSSSS')";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void opens(SparkSession spark) {
    shop = new Shop(spark, folder);
  }

  @Test
  void readsLocalTimesInTheProjectsZoneAndOffsetsAsTheyAre() {
    assertThat(
            instants(
                "2011-01-01 10:00:00",
                "2011-07-01 10:00:00",
                "2011-07-01T10:00",
                "2011-07-01",
                "2011-07-01T10:00:00.1234567Z",
                "2011-07-01T10:00:00+02:00",
                "2011-07-01T10:00:00-0530",
                " 2011-7-1 9:05:00 "))
        .containsExactly(
            "2011-01-01 10:00:00.000000",
            "2011-07-01 09:00:00.000000",
            "2011-07-01 09:00:00.000000",
            "2011-06-30 23:00:00.000000",
            "2011-07-01 10:00:00.123456",
            "2011-07-01 08:00:00.000000",
            "2011-07-01 15:30:00.000000",
            "2011-07-01 08:05:00.000000");
  }

  @Test
  void movesATimeInTheGapForwardAndTakesTheEarlierOfTwoEqualTimes() {
    assertThat(
            instants(
                "2011-03-27 00:59:59",
                "2011-03-27 01:30:00",
                "2011-03-27 02:00:00",
                "2011-10-30 00:59:59",
                "2011-10-30 01:30:00",
                "2011-10-30 02:00:00"))
        .containsExactly(
            "2011-03-27 00:59:59.000000",
            "2011-03-27 01:30:00.000000",
            "2011-03-27 01:00:00.000000",
            "2011-10-29 23:59:59.000000",
            "2011-10-30 00:30:00.000000",
            "2011-10-30 02:00:00.000000");
  }

  @Test
  void refusesWhatIsNoDateOrWouldTakeTheDayOfTheRun() {
    String[] wrong = {
      "10:00:00",
      "T10:00",
      "now",
      "today",
      "2011",
      "2011-02",
      "01/02/2011",
      "2011-13-01",
      "2011-02-30 10:00:00",
      "2011-01-01 24:00:00",
      "2011-01-01 10:00:00 Mars/Base",
      "1293876000",
      "99999-01-01"
    };

    assertThat(instants(wrong)).containsOnly("null").hasSize(wrong.length);
  }

  @Test
  void anExpressionMayReadAnyOtherFormInTheProjectsZone() {
    shop.with("t.csv", HEADER + "1,a,c,7/1/2011 10:00,1,1,\n2,a,c,today,1,1,\n");

    for (String sql :
        List.of("to_timestamp(at, 'M/d/yyyy H:mm')", "to_timestamp_ntz(at, 'M/d/yyyy H:mm')")) {
      assertThat(shown(transactions("t.csv", sql), INSTANT, "reason"))
          .containsExactly("[2011-07-01 09:00:00.000000,null]", "[null,missing_occurred_at]");
    }
  }

  @Test
  void parquetTimestampsAreInstantsAndThoseWithoutAZoneAndDatesAreLocal(SparkSession spark) {
    spark
        .sql(
            """
            select '1' as order, 'a' as item, 17850.0D as customer, 2 as quantity, 1.5D as price,
                   timestamp'2011-07-01 10:00:00Z' as instant,
                   timestamp_ntz'2011-07-01 10:00:00' as local, date'2011-07-01' as day,
                   1309514400L as epoch, 'x' as Country
            """)
        .write()
        .parquet(folder.resolve("p").toString());

    assertThat(
            shown(
                transactions("p", "instant"),
                INSTANT,
                "quantity",
                "unit_price",
                "file like 'part-%'"))
        .containsExactly("[2011-07-01 10:00:00.000000,2.0000,1.5000,true]");
    assertThat(shown(transactions("p", "local"), INSTANT))
        .containsExactly("[2011-07-01 09:00:00.000000]");
    assertThat(shown(transactions("p", "day"), INSTANT))
        .containsExactly("[2011-06-30 23:00:00.000000]");
    assertThat(shown(transactions("p", "timestamp_seconds(epoch)"), INSTANT))
        .containsExactly("[2011-07-01 10:00:00.000000]");
    assertThatThrownBy(() -> transactions("p", "epoch"))
        .hasMessage(
            "sources.transactions.columns.occurred_at: is of type bigint; expected text, a date or"
                + " a timestamp, such as timestamp_seconds(...)");
  }

  private List<String> instants(String... texts) {
    var csv = new StringBuilder(HEADER);
    for (int i = 0; i < texts.length; i++) {
      csv.append("%02d,a,c,%s,1,1,\n".formatted(i, texts[i]));
    }
    shop.with("t.csv", csv.toString());
    List<String> found = new ArrayList<>();
    for (String row : shown(transactions("t.csv", "at"), "order_id", INSTANT)) {
      found.add(row.substring(4, row.length() - 1));
    }
    return found;
  }

  private org.alsolike.tables.ValidatedRows transactions(String path, String at) {
    var columns =
        new TransactionsSource.Columns("order", "item", Optional.empty(), at, "quantity", "price");
    return shop.validated(new TransactionsSource(path, columns, ATTRIBUTES, Map.of(), Map.of()));
  }
}
