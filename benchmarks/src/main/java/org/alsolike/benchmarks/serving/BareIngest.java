package org.alsolike.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.Entry;
import org.alsolike.serving.rocksdb.TableOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** SstFileWriter and ingest: nothing hashed, read back or forced to disk. */
record BareIngest(Path folder) implements BareLoad {

  @Override
  public void load(List<Iterator<Entry>> partitions) throws IOException, RocksDBException {
    Files.createDirectories(folder);
    List<String> files =
        Threads.each(
            partitions,
            (number, entries) ->
                table(folder.resolve("part-" + number + ".sst").toString(), entries));
    try (var options = new TableOptions();
        var moving = new IngestExternalFileOptions().setMoveFiles(true);
        var database =
            RocksDB.open(
                options.options().setCreateIfMissing(true), folder.resolve("db").toString())) {
      database.ingestExternalFile(files, moving);
    }
  }

  private static String table(String file, Iterator<Entry> entries) throws RocksDBException {
    try (var options = new TableOptions();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options.options())) {
      writer.open(file);
      while (entries.hasNext()) {
        Entry entry = entries.next();
        writer.put(entry.key(), entry.value());
      }
      writer.finish();
      return file;
    }
  }
}
