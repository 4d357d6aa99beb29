package org.alsolike.features.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class SnapshotsTest {

  @TempDir Path folder;

  @Test
  void givesBackWhatWasWritten(SparkSession spark, SparkTest.Tables tables) {
    var rows =
        spark.sql(
            """
            select 'c1' as customer_id, 1.5 :: decimal(24,6) as weight,
                   timestamp'2011-11-09 10:00:00' as at, array(1.0f, 2.0f) as factors
            """);

    var read = snapshots(spark).write("2011-11-09/affinities", "f1", rows);

    tables.assertDataFrameDataEquals(rows, read);
    assertThat(snapshots(spark).holds("2011-11-09/affinities")).isTrue();
  }

  @Test
  void describesItselfInAManifest(SparkSession spark) {
    snapshots(spark).write("numbers", "f1", numbers(spark));

    var manifest = snapshots(spark).manifest("numbers");

    assertThat(manifest.rows()).isEqualTo(10_000);
    assertThat(manifest.fingerprint()).isEqualTo("f1");
    assertThat(manifest.schema()).hasToString("{id=bigint, word=string}");
  }

  @Test
  void keepsTheColumnsOfAnEmptyTable(SparkSession spark) {
    var read = snapshots(spark).write("empty", "f1", numbers(spark).limit(0));

    assertThat(read.columns()).containsExactly("id", "word");
    assertThat(read.count()).isZero();
  }

  @Test
  void neverOverwrites(SparkSession spark) {
    snapshots(spark).write("numbers", "f1", numbers(spark));

    assertThatThrownBy(() -> snapshots(spark).write("numbers", "f2", numbers(spark).limit(1)))
        .hasMessageStartingWith("Snapshot numbers exists already in file:")
        .hasMessageEndingWith("and is never overwritten; write under another name");
    assertThat(snapshots(spark).read("numbers").count()).isEqualTo(10_000);
  }

  @Test
  void aCrashBeforeTheManifestLeavesNoSnapshotAndTheNextWriteReplacesIt(SparkSession spark)
      throws IOException {
    snapshots(spark).write("numbers", "f1", numbers(spark));
    Files.delete(folder.resolve("numbers/manifest.json")); // as if killed before the rename
    Files.delete(folder.resolve("numbers/.manifest.json.crc"));

    assertThat(snapshots(spark).holds("numbers")).isFalse();
    assertThatThrownBy(() -> snapshots(spark).read("numbers"))
        .hasMessageStartingWith("Snapshot numbers does not exist");

    var read = snapshots(spark).write("numbers", "f2", numbers(spark).limit(3));
    assertThat(read.count()).isEqualTo(3);
    assertThat(folder.resolve("numbers/attempt-1")).doesNotExist();
  }

  @Test
  void aFailedWriteLeavesNoSnapshot(SparkSession spark) {
    var failing = numbers(spark).selectExpr("assert_true(id < 5000) as checked", "id");

    assertThatThrownBy(() -> snapshots(spark).write("numbers", "f1", failing));

    assertThat(snapshots(spark).holds("numbers")).isFalse();
    assertThat(snapshots(spark).write("numbers", "f1", numbers(spark)).count()).isEqualTo(10_000);
  }

  @Test
  void noticesALostFile(SparkSession spark) throws IOException {
    snapshots(spark).write("numbers", "f1", numbers(spark));
    Files.delete(parquetFiles().get(0));

    assertThatThrownBy(() -> snapshots(spark).read("numbers"))
        .hasMessageStartingWith("Snapshot numbers is damaged: its manifest names the files {part-");
  }

  @Test
  void noticesAFlippedBitEvenWithoutHadoopsChecksumFiles(SparkSession spark) throws IOException {
    snapshots(spark).write("numbers", "f1", numbers(spark));
    Path part = parquetFiles().get(0);
    Files.delete(part.resolveSibling("." + part.getFileName() + ".crc"));
    try (var file = new RandomAccessFile(part.toFile(), "rw")) {
      file.seek(2_000); // inside a data page
      int was = file.read();
      file.seek(2_000);
      file.write(was ^ 1);
    }

    assertThatThrownBy(() -> snapshots(spark).read("numbers").collectAsList())
        .hasStackTraceContaining("CRC checksum verification failed");
  }

  @Test
  void refusesANameThatLeavesItsFolder(SparkSession spark) {
    assertThatThrownBy(() -> snapshots(spark).holds("../elsewhere"))
        .hasMessage(
            "Snapshot name must be words of letters, digits, _ = . - parted by /, but is ../elsewhere");
  }

  private Snapshots snapshots(SparkSession spark) {
    return Snapshots.in(spark, folder.toString());
  }

  private static Dataset<Row> numbers(SparkSession spark) {
    return spark.range(10_000).selectExpr("id", "sha2(cast(id as string), 256) as word");
  }

  private List<Path> parquetFiles() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}
