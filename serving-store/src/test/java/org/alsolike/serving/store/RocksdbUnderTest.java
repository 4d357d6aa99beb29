package org.alsolike.serving.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;
import org.alsolike.serving.rocksdb.TableOptions;
import org.rocksdb.RocksDB;

/** RocksDB in a directory of its own. */
record RocksdbUnderTest(Rocksdb store) implements StoreUnderTest {

  private StoreLayout layout() {
    return new StoreLayout(Path.of(store.path()));
  }

  private Path database(long version) {
    Path staging = layout().staging(version);
    return StoreLayout.database(Files.exists(staging) ? staging : layout().version(version));
  }

  @Override
  public long rows(long version) {
    var rows = new AtomicLong();
    try (var database = ReadOnlyDatabase.open(database(version))) {
      database.forEach((key, value) -> rows.incrementAndGet());
    }
    return rows.get();
  }

  @Override
  public List<Long> present() throws Exception {
    return layout().contents().stream()
        .map(path -> Long.valueOf(path.getFileName().toString().replaceFirst("[.].*", "")))
        .toList();
  }

  @Override
  public void flipABit(long version) throws Exception {
    Path table;
    try (var files = Files.list(database(version))) {
      table = files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(table);
    bytes[100] ^= 4;
    Files.delete(table);
    Files.write(table, bytes);
  }

  @Override
  public void replace(long version, Entry other) throws Exception {
    try (var options = new TableOptions();
        var database = RocksDB.open(options.options(), database(version).toString())) {
      database.put(other.key(), other.value());
    }
  }

  @Override
  public void writeManifest(long version, String text) throws Exception {
    Files.writeString(layout().manifest(version), text);
  }

  @Override
  public void failAtManifests() throws Exception {
    for (long version : layout().numbers()) {
      Files.move(layout().manifest(version), layout().version(version).resolve("aside"));
      Files.createDirectory(layout().manifest(version));
    }
  }

  @Override
  public void losePointer() throws Exception {
    Files.delete(layout().served());
  }

  @Override
  public String toString() {
    return "rocksdb";
  }
}
