package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;
import org.alsolike.serving.rocksdb.TableOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Builds one version's database in a directory of its own and verifies it by reading it back.
 *
 * @param directory where it is built; it must not exist yet
 */
record VersionBuilder(Path directory) {

  private Path incoming() {
    return directory.resolve("incoming");
  }

  private Path database() {
    return StoreLayout.database(directory);
  }

  /** Fetches the files that the receipts name, and no other attempt's. */
  void fetch(List<Receipt> receipts, Staging staging) throws IOException {
    Files.createDirectories(incoming());
    List<Receipt> stored = receipts.stream().filter(receipt -> !receipt.isEmpty()).toList();
    for (Receipt receipt : stored) {
      staging.fetch(receipt.file(), incoming().resolve(receipt.file()));
    }
    List<String> found =
        DurableFiles.sha256(stored.stream().map(r -> incoming().resolve(r.file())).toList());
    for (int i = 0; i < found.size(); i++) {
      requireIntact(stored.get(i), found.get(i));
    }
  }

  private static void requireIntact(Receipt receipt, String found) {
    if (!found.equals(receipt.sha256())) {
      throw new StoreUnavailable(
          "staged file %s is damaged: its sha256 is %s, but its receipt says %s. Stage it again"
              .formatted(receipt.file(), found, receipt.sha256()));
    }
  }

  /** Puts the fetched files into a new database. */
  void ingest(List<Receipt> receipts) throws IOException, RocksDBException {
    Files.createDirectories(database());
    try (var options = new TableOptions();
        var moving = new IngestExternalFileOptions().setMoveFiles(true);
        var flushing = new FlushOptions().setWaitForFlush(true)) {
      options.options().setCreateIfMissing(true).setErrorIfExists(true);
      try (RocksDB database = RocksDB.open(options.options(), database().toString())) {
        List<String> files = fetched(receipts);
        if (!files.isEmpty()) {
          database.ingestExternalFile(files, moving);
        }
        database.flush(flushing);
      }
    }
    DurableFiles.deleteTree(incoming());
  }

  private List<String> fetched(List<Receipt> receipts) {
    return receipts.stream()
        .filter(receipt -> !receipt.isEmpty())
        .map(receipt -> incoming().resolve(receipt.file()).toString())
        .toList();
  }

  void sync() throws IOException {
    DurableFiles.syncTree(directory);
  }

  /** Compares the checksum of every block, of indexes and filters too, and reads the footers. */
  void verifyChecksums() {
    try (var database = ReadOnlyDatabase.open(database())) {
      database.verifyChecksums();
    }
  }

  /** Reads every entry and compares each part with what the receipts promise. */
  ReadBack count(Release release) {
    try (var database = ReadOnlyDatabase.open(database())) {
      List<ReadBack.Share> shares =
          KeyRange.of(release.receipts()).stream()
              .<ReadBack.Share>map(
                  range -> visitor -> database.forEach(range.from(), range::reaches, visitor))
              .toList();
      var readBack = ReadBack.sideBySide(release.fingerprint().hashCode(), shares);
      readBack.requireEqual(release.checks());
      return readBack;
    }
  }

  /** Looks the sampled keys up one by one, as a reader will. */
  void lookUp(ReadBack readBack) {
    try (var database = ReadOnlyDatabase.open(database())) {
      readBack.lookUp(database::value);
    }
  }

  /** The tables of the database: name and bytes. */
  Map<String, Long> files() throws IOException {
    var files = new TreeMap<String, Long>();
    try (var paths = Files.list(database())) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (path.getFileName().toString().endsWith(".sst")) {
          files.put(path.getFileName().toString(), Files.size(path));
        }
      }
    }
    return files;
  }
}
