package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.alsolike.serving.ContentTally;
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
        var written = table(local, sorted);
        staging.put(local, name);
        return written.receipt(partition, attempt, name, local);
      } finally {
        Files.deleteIfExists(local);
      }
    } catch (IOException | RocksDBException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be staged as %s: %s".formatted(partition, name, failure), failure);
    }
  }

  private record Written(byte[] firstKey, byte[] lastKey, ContentTally tally) {
    Receipt receipt(int partition, long attempt, String name, Path local) throws IOException {
      return new Receipt(
          partition,
          attempt,
          name,
          Files.size(local),
          DurableFiles.sha256(local),
          Receipt.hex(firstKey),
          Receipt.hex(lastKey),
          tally.parts());
    }
  }

  private static Written table(Path local, Iterator<Entry> sorted) throws RocksDBException {
    try (var options = new TableOptions();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options.options())) {
      writer.open(local.toString());
      var tally = new ContentTally();
      byte[] first = null;
      byte[] last = null;
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        requireAscending(last, entry.key());
        writer.put(entry.key(), entry.value());
        tally.add(entry.key(), entry.value());
        first = first == null ? entry.key() : first;
        last = entry.key();
      }
      writer.finish();
      return new Written(first, last, tally);
    }
  }

  private static void requireAscending(byte[] last, byte[] next) {
    if (last != null && Arrays.compareUnsigned(last, next) >= 0) {
      throw new IllegalArgumentException(
          "entries must be sorted by key without duplicates, but \"%s\" is followed by \"%s\""
              .formatted(Entry.readable(last), Entry.readable(next)));
    }
  }
}
