package org.alsolike.serving.publish;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.serving.CheckTally;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.ContentTally;
import org.alsolike.serving.Entry;

/** Checks the order of a partition's entries as they pass by, and adds up its receipt. */
public final class PartitionTally {

  private final ContentTally content = new ContentTally();
  private final CheckTally checks = new CheckTally();
  private byte[] first;
  private byte[] last;
  private long bytes;

  /**
   * Adds an entry and returns its hash.
   *
   * @throws IllegalArgumentException naming the two keys that are out of order or equal
   */
  public ContentHash add(Entry entry) {
    requireAscending(last, entry.key());
    ContentHash hash = content.add(entry.key(), entry.value());
    checks.add(entry.key(), entry.value());
    bytes += entry.key().length + entry.value().length;
    first = first == null ? entry.key() : first;
    last = entry.key();
    return hash;
  }

  private SortedMap<String, Long> checksByPart() {
    var byPart = new TreeMap<String, Long>();
    checks.parts().forEach((part, check) -> byPart.put(part, check.check()));
    return byPart;
  }

  private static void requireAscending(byte[] last, byte[] next) {
    if (last != null && Arrays.compareUnsigned(last, next) >= 0) {
      throw new IllegalArgumentException(
          "entries must be sorted by key without duplicates, but \"%s\" is followed by \"%s\""
              .formatted(Entry.readable(last), Entry.readable(next)));
    }
  }

  /** The receipt of entries that lie in the store itself. */
  public Receipt receipt(int partition, long attempt) {
    String name = "part-%d.attempt-%d".formatted(partition, attempt);
    return receipt(partition, attempt, name, bytes, "");
  }

  Receipt receipt(int partition, long attempt, String file, long fileBytes, String sha256) {
    if (first == null) {
      return Receipt.ofNothing(partition, attempt);
    }
    return new Receipt(
        partition,
        attempt,
        file,
        fileBytes,
        sha256,
        Receipt.hex(first),
        Receipt.hex(last),
        content.parts(),
        checksByPart());
  }
}
