package org.alsolike.serving.publish;

import java.util.Iterator;
import org.alsolike.serving.Entry;

/**
 * Writes one partition of a release. Partitions are disjoint ranges of keys in unsigned byte order.
 * Writing a partition twice is harmless: each attempt has a file of its own, and only the attempt
 * whose receipt reaches the publisher counts.
 */
public interface PartitionWriter {

  /**
   * Stores the entries and says what was stored.
   *
   * @param partition its number, from 0
   * @param sorted by key in unsigned byte order, without duplicates
   * @throws IllegalArgumentException naming the two keys that are out of order or equal
   * @throws org.alsolike.serving.StoreUnavailable when the file cannot be written or staged
   */
  Receipt write(int partition, Iterator<Entry> sorted);
}
