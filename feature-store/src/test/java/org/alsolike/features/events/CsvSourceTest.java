package org.alsolike.features.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.alsolike.features.events.Shop.HEADER;
import static org.alsolike.features.events.Shop.gzip;
import static org.alsolike.features.events.Shop.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class CsvSourceTest {

  private static final String ROW = "1,a,c1,2011-01-01 10:00:00,1,2.50,France\n";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void opens(SparkSession spark) {
    shop = new Shop(spark, folder);
  }

  @Test
  void mapsByNameNeverByPositionAcrossTheFilesOfAFolder() {
    shop.with("in/a.csv", HEADER + ROW)
        .with(
            "in/b.csv.gz",
            gzip(
                "item,more,order,at,price,quantity,customer,Country\nb,x,2,2011-01-02,3,4,c2,EIRE\n"))
        .with("in/_SUCCESS", "")
        .with("in/.hidden.csv", "nonsense");

    assertThat(
            shown(
                shop.transactions("in"),
                "order_id",
                "item_id",
                "quantity",
                "unit_price",
                "country",
                "file"))
        .containsExactly("[1,a,1.0000,2.5000,France,a.csv]", "[2,b,4.0000,3.0000,EIRE,b.csv.gz]");
    assertThat(shown(shop.transactions("in/*.gz"), "order_id")).containsExactly("[2]");
  }

  @Test
  void readsByteOrderMarkCrlfQuotedLineEndsAndDoubledQuotes() {
    shop.with(
        "t.csv",
        "\uFEFF" + HEADER.replace("\n", "\r\n") + "1,\"a \"\"x\"\",\n b\",c1,2011-01-01,1,2,\r\n");

    assertThat(shown(shop.transactions("t.csv"), "item_id", "customer_id", "country", "reason"))
        .containsExactly("[a \"x\",\n b,c1,null,null]");
  }

  @Test
  void keepsLinesThatDoNotParseAsTheyWereRead() {
    shop.with(
        "t.csv",
        HEADER + ROW + "2,b\n3,\"open,c,2011-01-01,1,1,\n4,a,c,2011-01-01,1,1,x,y\n" + ROW);

    assertThat(shown(shop.transactions("t.csv"), "reason", "broken", "raw"))
        .containsExactly(
            "[null,false,null]",
            "[null,false,null]",
            "[unreadable_line,true,2,b]",
            "[unreadable_line,true,3,\"open,c,2011-01-01,1,1,]",
            "[unreadable_line,true,4,a,c,2011-01-01,1,1,x,y]");
  }

  @Test
  void keepsOtherRejectedRowsAsJsonOfAllSourceColumns() {
    shop.with("t.csv", HEADER.replace("\n", ",extra\n") + "1,a,,someday,1,2,\"say \"\"é\"\"\",x\n");

    assertThat(shown(shop.transactions("t.csv"), "reason", "raw"))
        .containsExactly(
            "[invalid_occurred_at,{\"order\":\"1\",\"item\":\"a\",\"customer\":null,\"at\":\"someday\","
                + "\"quantity\":\"1\",\"price\":\"2\",\"Country\":\"say \\\"é\\\"\",\"extra\":\"x\"}]");
  }

  @Test
  void setsRowsAsideWhoseBytesAreNotUtf8() {
    shop.with("t.csv", (HEADER + ROW + ROW.replace("c1", "café")).getBytes(ISO_8859_1));

    assertThat(shown(shop.transactions("t.csv"), "reason", "broken", "raw like '%caf\uFFFD%'"))
        .containsExactly("[not_utf8,true,true]", "[null,false,null]");
  }

  @Test
  void readsAllMembersOfAGzip() {
    byte[] first = gzip(HEADER + ROW);
    byte[] second = gzip(ROW);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    shop.with("t.csv.gz", both);

    assertThat(shown(shop.transactions("t.csv.gz"), "order_id")).containsExactly("[1]", "[1]");
  }

  @Test
  void saysInOneLineWhyAFileCannotBeUsed() {
    shop.with("d/utf16.csv", (HEADER + ROW).getBytes(UTF_16))
        .with("d/empty.csv", "")
        .with("d/blank.csv", "\n\n")
        .with("d/nogzip.csv.gz", "order,item")
        .with("d/notes.txt", "hello")
        .with("d/twice.csv", "order,item,order\n")
        .with("d/no_parquet.parquet", "PAR1 or not");

    rejects(
        "d/utf16.csv", "d/utf16.csv: the file is UTF-16 or binary; save it as UTF-8 and try again");
    rejects("d/empty.csv", "d/empty.csv: the file is empty; copy it again or remove it");
    rejects("d/blank.csv", "d/blank.csv: the file is empty; expected a line of column names");
    rejects(
        "d/nogzip.csv.gz",
        "d/nogzip.csv.gz: not a valid gzip file (not a gzip file); copy it again");
    rejects(
        "d/twice.csv",
        "d/twice.csv: column \"order\" is named twice in the first line; rename one");
    rejects(
        "d/no_parquet.parquet",
        "d/no_parquet.parquet: not a readable Parquet file; write or copy it again");
    rejects(
        "d/*.txt",
        "d/notes.txt: format is not known; expected a name that ends in .csv, .csv.gz or .parquet."
            + " Choose the right files by a glob such as data/*.csv.");
    rejects(
        "d/gone.csv",
        "d/gone.csv: no such file; looked in %s. Set sources.transactions.path.".formatted(folder));
  }

  @Test
  void saysWhichColumnIsMissingWhatTheFileHasAndWhichKeyToSet() {
    shop.with("t.csv", "order,item,customer,Date,quantity,price,Country\n");

    rejects(
        "t.csv",
        "t.csv: column \"at\" is missing; the file has order, item, customer, Date, quantity,"
            + " price, Country. Set sources.transactions.columns.occurred_at.");
  }

  @Test
  void aTruncatedGzipFailsWithOneLineWhenSparkReadsIt() {
    byte[] whole =
        gzip(HEADER + ROW.repeat(20_000) + new java.util.Random(1).ints(50_000).boxed().toList());
    shop.with("t.csv.gz", Arrays.copyOf(whole, whole.length - 2_000));
    var rows = shop.transactions("t.csv.gz").rows();

    assertThatThrownBy(rows::collectAsList)
        .satisfies(
            failure ->
                assertThat(InputRejected.foundIn(failure))
                    .get()
                    .extracting(Throwable::getMessage)
                    .isEqualTo(
                        "t.csv.gz: the file ends too early (a truncated gzip?); copy it again"));
  }

  @Test
  void findsItsOwnWordsInWhatAnotherMachineReported() {
    var failure =
        new RuntimeException(
            "Job aborted: Lost task 0.0 in stage 1.0: org.alsolike.features.events.InputRejected:"
                + " t.csv.gz: ends early\n\tat x.y.Z");

    assertThat(InputRejected.foundIn(failure))
        .get()
        .hasToString("org.alsolike.features.events.InputRejected: t.csv.gz: ends early");
    assertThat(InputRejected.foundIn(new IllegalStateException("disk full"))).isEmpty();
  }

  @Test
  void aFolderMayHoldSpacesAndBracketsInItsName(SparkSession spark) {
    var odd = new Shop(spark, folder.resolve("my [shop] {1}")).with("in/a b.csv", HEADER + ROW);

    assertThat(shown(odd.transactions("in/*.csv"), "file")).containsExactly("[a b.csv]");
  }

  private void rejects(String path, String message) {
    assertThatThrownBy(() -> shop.transactions(path, Map.of()))
        .isInstanceOf(InputRejected.class)
        .hasMessage(message);
  }
}
