package org.alsolike.serving.store;

import java.util.ArrayList;
import java.util.List;
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
  private final Change change;
  private final int batchBytes;
  private final ContentTally read = new ContentTally();
  private final List<Entry> batch = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private long bytes;

  CopiedEntries(PartitionWriters writers, Change change, int batchBytes) {
    this.writers = writers;
    this.change = change;
    this.batchBytes = batchBytes;
  }

  @Override
  public void entry(byte[] key, byte[] value) {
    read.add(key, value);
    change.value(key, value).ifPresent(after -> copy(new Entry(key, after)));
  }

  private void copy(Entry entry) {
    batch.add(entry);
    bytes += entry.key().length + entry.value().length;
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
