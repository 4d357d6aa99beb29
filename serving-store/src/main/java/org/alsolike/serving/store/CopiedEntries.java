package org.alsolike.serving.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.alsolike.serving.ContentTally;
import org.alsolike.serving.Entry;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.Receipt;

/** Entries on their way from one store to another: a batch is a partition. */
final class CopiedEntries implements EntryVisitor {

  private final PartitionWriters writers;
  private final Predicate<byte[]> kept;
  private final int batchBytes;
  private final ContentTally read = new ContentTally();
  private final List<Entry> batch = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private long bytes;

  CopiedEntries(PartitionWriters writers, Predicate<byte[]> kept, int batchBytes) {
    this.writers = writers;
    this.kept = kept;
    this.batchBytes = batchBytes;
  }

  @Override
  public void entry(byte[] key, byte[] value) {
    read.add(key, value);
    if (!kept.test(key)) {
      return;
    }
    batch.add(new Entry(key, value));
    bytes += key.length + value.length;
    if (bytes >= batchBytes) {
      write();
    }
  }

  private void write() {
    int partition = receipts.size();
    receipts.add(writers.attempt(partition).write(partition, batch.iterator()));
    batch.clear();
    bytes = 0;
  }

  /** One per partition, after the last entry. */
  List<Receipt> receipts() {
    write();
    return List.copyOf(receipts);
  }

  /**
   * @throws StoreUnavailable when what was read is not what was once published
   */
  void requireWhole(Manifest manifest) {
    List<String> differences = read.differences(manifest.parts());
    if (!differences.isEmpty()) {
      throw new StoreUnavailable(
          "Version %d is damaged: %s. Roll back to another version, or publish again"
              .formatted(manifest.version(), String.join("; ", differences)));
    }
  }
}
