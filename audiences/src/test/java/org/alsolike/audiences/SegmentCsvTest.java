package org.alsolike.audiences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class SegmentCsvTest {

  @TempDir Path folder;

  @Test
  void writesWhatASpreadsheetReadsAndNothingThatItWouldRun(SparkSession spark) throws IOException {
    var members =
        new Audience(spark)
            .members(
                """
                select customer_id, reasons from values
                  ('=cmd', array('+1', '-2', '@x')), ('b', array('say "hi", ok')), ('Ä', null)
                  as t(customer_id, reasons)
                """);
    Path file = folder.resolve("win back.csv");
    Files.writeString(file, "an older file");

    var written = SegmentCsv.write(members, file.toString());

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            customer_id,probability,percentile,value_365d,last_order,reason_1,reason_2,reason_3,\
            holdout,contactable,excluded
            '=cmd,0.5000,50,-12.35,2011-12-01,'+1,'-2,'@x,false,true,
            b,0.5000,50,-12.35,2011-12-01,"say ""hi"", ok",,,false,true,
            Ä,0.5000,50,-12.35,2011-12-01,,,,false,true,
            """
                .replace("\n", "\r\n"));
    assertThat(written).isEqualTo(new SegmentCsv(file.toString(), 3, 4));
  }

  @Test
  void leavesNothingBesideTheFile(SparkSession spark) throws IOException {
    var members =
        new Audience(spark)
            .members(
                "select string(id) customer_id, array() :: array<string> reasons from range(3)");

    SegmentCsv.write(members, folder.resolve("s.csv").toString());

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("s.csv"));
    }
  }

  @Test
  void keepsOneOrderHoweverTheRowsAreSpread(SparkSession spark) throws IOException {
    var members =
        new Audience(spark)
            .members(
                "select string(id) customer_id, array() :: array<string> reasons from range(500)");
    var spread = new org.alsolike.tables.SegmentMembers("win_back", members.rows().repartition(7));

    SegmentCsv.write(members, folder.resolve("a.csv").toString());
    SegmentCsv.write(spread, folder.resolve("b.csv").toString());

    assertThat(folder.resolve("b.csv")).hasSameBinaryContentAs(folder.resolve("a.csv"));
  }
}
