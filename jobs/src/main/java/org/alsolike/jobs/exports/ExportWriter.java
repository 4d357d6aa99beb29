package org.alsolike.jobs.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.alsolike.jobs.exports.ExportManifest.Column;
import org.alsolike.jobs.run.Workspace;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fills a folder with exports, several at once, and seals it with the manifest. */
public final class ExportWriter {

  private final Path folder;
  private final SortedMap<String, List<Column>> columns = new ConcurrentSkipListMap<>();
  private final Map<Path, Long> csvRows = new HashMap<>();

  /**
   * @param folder that does not hold an export yet
   */
  public ExportWriter(Path folder) {
    this.folder = folder;
  }

  /** Runs a job. The rows come as they are sorted. */
  public void parquet(String name, Dataset<Row> rows) {
    rows.write().parquet(Workspace.address(folder.resolve(named(name + ".parquet", rows))));
  }

  /** Runs a job. A row is a line, and its columns are the keys. */
  public void jsonLines(String name, Dataset<Row> rows) {
    rows.write().json(Workspace.address(folder.resolve(named(name + ".jsonl", rows))));
  }

  /**
   * Runs a job. RFC 4180 but for the ends of lines, with a header in every file; ids stay as they
   * are, also where a spreadsheet would take one for a formula.
   */
  public void csv(String name, Dataset<Row> rows) {
    rows.write()
        .option("header", true)
        .option("escape", "\"")
        .option("ignoreLeadingWhiteSpace", false)
        .option("ignoreTrailingWhiteSpace", false)
        .csv(Workspace.address(folder.resolve(named(name + ".csv", rows))));
  }

  /** Tells of a CSV that others wrote into the folder: how many rows it has below its header. */
  public void wrote(Path csv, long rows) {
    csvRows.put(csv, rows);
  }

  private String named(String export, Dataset<Row> rows) {
    List<Column> described = new ArrayList<>();
    for (var field : rows.schema().fields()) {
      described.add(new Column(field.name(), field.dataType().catalogString()));
    }
    columns.put(export, described);
    return export;
  }

  /** Reads all that was written, and writes the manifest. */
  public ExportManifest seal(String fingerprint, String asOf) throws IOException {
    List<ExportedFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(ExportedFile::isData).sorted().toList()) {
        files.add(ExportedFile.of(folder, file, rows(file)));
      }
    }
    ExportManifest manifest = new ExportManifest(fingerprint, asOf, columns, files);
    manifest.writeTo(folder);
    return manifest;
  }

  /** Takes the manifest away, without which an export is not whole. */
  public void unseal() throws IOException {
    Files.deleteIfExists(folder.resolve(ExportManifest.NAME));
  }

  private long rows(Path file) throws IOException {
    if (csvRows.containsKey(file)) {
      return csvRows.get(file);
    }
    if (file.toString().endsWith(".parquet")) {
      var path = new org.apache.hadoop.fs.Path(file.toUri());
      try (var reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration(false)))) {
        return reader.getRecordCount();
      }
    }
    if (file.toString().endsWith(".csv")) {
      return CsvRows.in(file);
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
