package org.alsolike.features.snapshots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Named, immutable tables below one folder, on any file system that Hadoop knows.
 *
 * <p>{@code ROOT/NAME/manifest.json} names the folder of the Parquet files, {@code attempt-N}. Each
 * write fills a fresh attempt and then renames its manifest into place, so a crash leaves no
 * snapshot and at most an attempt that no manifest names; the next write removes it. A read
 * compares the files with the manifest and verifies Parquet's page checksums. Snapshots of one name
 * have one writer at a time, which the run lock sees to.
 *
 * <p>Two snapshots of the same rows hold the same rows, not the same bytes: how rows are spread
 * over files, and their order, depends on the partitions that wrote them.
 */
public final class Snapshots {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_=.-]+(/[A-Za-z0-9_=.-]+)*");
  private static final String MANIFEST = "manifest.json";
  private static final String ATTEMPT = "attempt-";

  private final SparkSession spark;
  private final Path root;
  private final FileSystem files;

  private Snapshots(SparkSession spark, Path root, FileSystem files) {
    this.spark = spark;
    this.root = root;
    this.files = files;
  }

  /** The snapshots below {@code root}, a folder that need not exist yet. */
  public static Snapshots in(SparkSession spark, String root) {
    Path folder = new Path(root);
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      return new Snapshots(spark, files.makeQualified(folder), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True when a whole snapshot of this name exists. */
  public boolean holds(String name) {
    try {
      return files.exists(manifestPath(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the rows and gives them back as they were read from disk.
   *
   * @throws IllegalStateException when a snapshot of this name exists: it is never overwritten
   */
  public Dataset<Row> write(String name, String fingerprint, Dataset<Row> rows) {
    requireNonNull(fingerprint, "fingerprint");
    refuseToOverwrite(name);
    try {
      Path attempt = freshAttempt(name);
      rows.write().parquet(attempt.toString());
      publish(manifestOf(name, fingerprint, rows, attempt));
      return read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rows of a snapshot. Nothing is read but its manifest and the list of its files.
   *
   * @throws IllegalStateException when it does not exist, or a file is missing or has another
   *     length
   */
  public Dataset<Row> read(String name) {
    SnapshotManifest manifest = manifest(name);
    Path data = new Path(folder(name), manifest.folder());
    try {
      SortedMap<String, Long> found = parquetFiles(data);
      if (!found.equals(manifest.files())) {
        throw new IllegalStateException(
            "Snapshot %s is damaged: its manifest names the files %s, but %s holds %s; delete %s and run again"
                .formatted(name, manifest.files(), data, found, folder(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows(manifest.columns(), data);
  }

  public SnapshotManifest manifest(String name) {
    Path path = manifestPath(name);
    if (!holds(name)) {
      throw new IllegalStateException(
          "Snapshot %s does not exist (no %s); run the step that writes it".formatted(name, path));
    }
    try (var stream = files.open(path)) {
      return SnapshotManifest.fromJson(path.toString(), new String(stream.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SnapshotManifest manifestOf(
      String name, String fingerprint, Dataset<Row> rows, Path attempt) throws IOException {
    SortedMap<String, Long> written = parquetFiles(attempt);
    return new SnapshotManifest(
        name,
        attempt.getName(),
        fingerprint,
        rowsIn(attempt, written.keySet()),
        SnapshotManifest.columnsOf(rows.schema()),
        written);
  }

  /** As the files say themselves at their ends, read back. */
  private long rowsIn(Path data, Set<String> names) throws IOException {
    long rows = 0;
    for (String name : names) {
      var file = HadoopInputFile.fromPath(new Path(data, name), files.getConf());
      try (ParquetFileReader reader = ParquetFileReader.open(file)) {
        rows += reader.getRecordCount();
      }
    }
    return rows;
  }

  private Dataset<Row> rows(StructType schema, Path data) {
    return spark
        .read()
        .schema(schema)
        .option("parquet.page.verify-checksum.enabled", "true")
        .parquet(data.toString());
  }

  /** A folder that does not exist yet; what crashed writes left is removed. */
  private Path freshAttempt(String name) throws IOException {
    Path folder = folder(name);
    int last = 0;
    if (files.exists(folder)) {
      for (FileStatus left : files.listStatus(folder)) {
        String leftName = left.getPath().getName();
        if (leftName.startsWith(ATTEMPT)) {
          last = Math.max(last, Integer.parseInt(leftName.substring(ATTEMPT.length())));
          files.delete(left.getPath(), true);
        }
      }
    }
    return new Path(folder, ATTEMPT + (last + 1));
  }

  private void publish(SnapshotManifest manifest) throws IOException {
    Path place = manifestPath(manifest.name());
    Path aside = place.suffix(".of-" + manifest.folder());
    try (FSDataOutputStream out = files.create(aside, true)) {
      out.write(manifest.toJson().getBytes(UTF_8));
      out.hsync();
    }
    // Some file systems rename over a file that stands there. There is one writer at a time.
    refuseToOverwrite(manifest.name());
    if (!files.rename(aside, place)) {
      throw new IOException("Cannot rename %s to %s".formatted(aside, place));
    }
  }

  private SortedMap<String, Long> parquetFiles(Path data) throws IOException {
    SortedMap<String, Long> lengths = new TreeMap<>();
    if (files.exists(data)) {
      for (FileStatus file : files.listStatus(data)) {
        if (file.getPath().getName().endsWith(".parquet")) {
          lengths.put(file.getPath().getName(), file.getLen());
        }
      }
    }
    return lengths;
  }

  private void refuseToOverwrite(String name) {
    if (holds(name)) {
      throw new IllegalStateException(
          "Snapshot %s exists already in %s and is never overwritten; write under another name"
              .formatted(name, folder(name)));
    }
  }

  private Path manifestPath(String name) {
    return new Path(folder(name), MANIFEST);
  }

  private Path folder(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "Snapshot name must be words of letters, digits, _ = . - parted by /, but is " + name);
    }
    return new Path(root, name);
  }
}
