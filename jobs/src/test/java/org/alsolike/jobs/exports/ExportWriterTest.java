package org.alsolike.jobs.exports;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.serving.store.PostgresqlUnderTest;
import org.alsolike.spark.SparkTest;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

@SparkTest
class ExportWriterTest {

  /** Ids as shops have them, in the order of their bytes. */
  private static final List<String> IDS =
      List.of(
          " leads with a blank",
          "\"quoted\" at once",
          "=1+1",
          "a, comma",
          "back\\slash",
          "två 🛒",
          "two\nlines",
          "zz ends with one ");

  @TempDir Path folder;

  @Test
  void aCsvHoldsEveryIdAsItIsAndItsRowsAreCounted(SparkSession spark) throws IOException {
    ExportManifest manifest = exported(spark);

    assertThat(manifest.files().stream().mapToLong(ExportedFile::rows).sum()).isEqualTo(IDS.size());
    assertThat(manifest.files()).hasSizeGreaterThan(1);
    List<String> read = new ArrayList<>();
    for (Path part : parts()) {
      try (var rows =
          CSVFormat.RFC4180
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(Files.newBufferedReader(part))) {
        for (CSVRecord row : rows) {
          assertThat(row.toMap()).containsOnlyKeys("customer_id", "rank");
          read.add(row.get("customer_id"));
        }
      }
    }
    assertThat(read).isEqualTo(IDS);
  }

  @Test
  void postgresqlCopiesItAsTheDocumentSays(SparkSession spark) throws Exception {
    exported(spark);
    PostgresqlUnderTest.execute("CREATE TABLE for_you (customer_id text, rank bigint)");

    for (Path part : parts()) {
      try (var connection = PostgresqlUnderTest.superuser();
          Reader lines = Files.newBufferedReader(part)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY for_you FROM STDIN WITH (FORMAT csv, HEADER)", lines);
      }
    }

    assertThat(
            PostgresqlUnderTest.column(
                "SELECT customer_id FROM for_you ORDER BY customer_id COLLATE \"C\""))
        .isEqualTo(IDS);
  }

  private ExportManifest exported(SparkSession spark) throws IOException {
    Dataset<Row> rows =
        spark
            .createDataset(IDS, Encoders.STRING())
            .selectExpr("value as customer_id", "1L as rank")
            .repartitionByRange(3, col("customer_id"))
            .sortWithinPartitions("customer_id");
    ExportWriter exports = new ExportWriter(folder);
    exports.csv("for_you", rows);
    return exports.seal("fingerprint", "2011-12-10T00:00:00Z");
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("for_you.csv"))) {
      return files.filter(ExportedFile::isData).sorted().toList();
    }
  }
}
