package org.alsolike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class InteractionFileTest {

  private static final String EXPECTED =
      "; expected lines of customer,item[,time[,weight]] or of: customer item item ...";

  @TempDir private Path folder;
  private int files;

  @Test
  void readsPlainLines(SparkSession spark) {
    assertThat(read(spark, "ann,tea\nbob,milk\n")).containsExactly("ann tea - 1", "bob milk - 1");
  }

  @Test
  void leavesOutBlankLinesAndReadsThoseOfWindows(SparkSession spark) {
    assertThat(read(spark, "\r\nann,tea\r\n\r\n   \r\nbob,milk\r\n"))
        .containsExactly("ann tea - 1", "bob milk - 1");
    assertThat(read(spark, "\n\nann tea  milk\r\n\r\nbob\ttea\t\r\n \r\n"))
        .containsExactly("ann milk - 1", "ann tea - 1", "bob tea - 1");
  }

  @Test
  void readsQuotedIdsAndIdsWithBlanks(SparkSession spark) {
    assertThat(read(spark, "\"smith, ann\",\"12\"\" plate\"\n bob lee , blue tea \n"))
        .containsExactly("bob lee blue tea - 1", "smith, ann 12\" plate - 1");
    assertThat(read(spark, "é😀,x\nann,'q'\n")).containsExactly("ann 'q' - 1", "é😀 x - 1");
  }

  @Test
  void takesAHeaderAtItsWord(SparkSession spark) {
    assertThat(read(spark, "customer,item\nann,tea\n")).containsExactly("ann tea - 1");
    assertThat(read(spark, "\uFEFF\"user_id\",\"item_id\"\nann,tea\n"))
        .containsExactly("ann tea - 1");
    assertThat(read(spark, "userId,movieId,rating,timestamp\n7,31,2.5,1260759144\n"))
        .containsExactly("7 31 2009-12-14 02:52:24 2.5");
    assertThat(read(spark, "item,user\ntea,ann\n")).containsExactly("ann tea - 1");
    assertThat(read(spark, "user\titem\ttime\nann\ttea\t0\n"))
        .containsExactly("ann tea 1970-01-01 00:00:00 1");
  }

  @Test
  void takesIdsThatLookLikeNamesForIds(SparkSession spark) {
    assertThat(read(spark, "user1,item1\nuser_b,item_b\n"))
        .containsExactly("user1 item1 - 1", "user_b item_b - 1");
  }

  @Test
  void readsTimesAndWeights(SparkSession spark) {
    assertThat(
            read(
                spark,
                "a,b,86400,2\na,c,2011-11-09 10:00:00,0.5\na,d,1320832800000,1\na,e,,\na,f,2011-11-09\na,g\n"))
        .containsExactly(
            "a b 1970-01-02 00:00:00 2",
            "a c 2011-11-09 10:00:00 0.5",
            "a d 2011-11-09 10:00:00 1",
            "a e - 1",
            "a f 2011-11-09 00:00:00 1",
            "a g - 1");
  }

  @Test
  void readsCustomersAndTheirItems(SparkSession spark) {
    assertThat(read(spark, "0 1 2\n7\n1\t5 \t6\n 2 9\n"))
        .containsExactly("0 1 - 1", "0 2 - 1", "1 5 - 1", "1 6 - 1", "2 9 - 1");
  }

  @Test
  void leavesOutLinesWithoutACustomerOrAnItem(SparkSession spark) {
    assertThat(read(spark, "ann,tea\n,milk\nbob,\n\" \",x\neve\n")).containsExactly("ann tea - 1");
  }

  @Test
  void leavesOutWhatIsNoPurchase(SparkSession spark) {
    assertThat(read(spark, "ann,tea,,2\nann,jam,,0\nbob,tea,,-1\nbob,rye,,-0.0\n"))
        .containsExactly("ann tea - 2");
    refuses(spark, "ann,jam,,0\n", " no line has a weight above 0" + EXPECTED, 3);
  }

  @Test
  void saysInOneLineWhatIsWrong(SparkSession spark) {
    refuses(spark, "", " is empty" + EXPECTED, 3);
    refuses(spark, "\n \r\n", " is empty" + EXPECTED, 3);
    refuses(spark, "customer,item\n", " no line has a customer and an item" + EXPECTED, 3);
    refuses(spark, "ann\nbob\n", " no line has a customer and an item" + EXPECTED, 3);
    refuses(
        spark,
        "a,b,noon\n",
        " the time \"noon\" is neither seconds since 1970 nor a date and time" + EXPECTED,
        3);
    refuses(
        spark, "a,b,1,NaN\n", " the weight \"NaN\" is not a number up to a million" + EXPECTED, 3);
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> InteractionFile.at(missing))
        .hasMessage(missing + ": there is no such file; name another")
        .satisfies(e -> assertThat(((Stopped) e).code().status()).isEqualTo(2));
  }

  private void refuses(SparkSession spark, String text, String message, int status) {
    Path file = file(text);
    assertThatThrownBy(() -> InteractionFile.at(file).check(spark))
        .hasMessage(file + ":" + message)
        .satisfies(e -> assertThat(((Stopped) e).code().status()).isEqualTo(status));
  }

  private List<String> read(SparkSession spark, String text) {
    InteractionFile file = InteractionFile.at(file(text));
    file.check(spark);
    return file
        .rows(spark)
        .selectExpr(
            "concat_ws(' ', customer_id, item_id, coalesce(cast(occurred_at as string), '-'),"
                + " cast(cast(weight as decimal(9, 1)) as double))")
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList()
        .stream()
        .map(row -> row.replaceFirst("\\.0$", ""))
        .sorted()
        .toList();
  }

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("a file " + files++ + ".csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
