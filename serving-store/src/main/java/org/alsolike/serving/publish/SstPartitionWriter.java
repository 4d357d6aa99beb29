package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.rocksdb.TableOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes a partition as a sorted table of RocksDB into a local temporary file and hands that to the
 * staging area as {@code part-N.attempt-M.sst}.
 *
 * @param scratch a local directory for the temporary file, which other attempts may share
 * @param attempt a number that no other attempt at the same partition has, such as Spark's task
 *     attempt id
 */
public record SstPartitionWriter(Staging staging, Path scratch, long attempt)
    implements PartitionWriter {

  @Override
  public Receipt write(int partition, Iterator<Entry> sorted) {
    if (!sorted.hasNext()) {
      return Receipt.ofNothing(partition, attempt);
    }
    String name = "part-%d.attempt-%d.sst".formatted(partition, attempt);
    try {
      Files.createDirectories(scratch);
      Path local = scratch.resolve(name);
      try {
        PartitionTally tally = table(local, sorted);
        Receipt receipt =
            tally.receipt(partition, attempt, name, Files.size(local), DurableFiles.sha256(local));
        staging.put(local, name);
        return receipt;
      } finally {
        Files.deleteIfExists(local);
      }
    } catch (IOException | RocksDBException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be staged as %s: %s".formatted(partition, name, failure), failure);
    }
  }

  private static PartitionTally table(Path local, Iterator<Entry> sorted) throws RocksDBException {
    try (var options = new TableOptions();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options.options())) {
      writer.open(local.toString());
      var tally = new PartitionTally();
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        tally.add(entry);
        writer.put(entry.key(), entry.value());
      }
      writer.finish();
      return tally;
    }
  }
}
