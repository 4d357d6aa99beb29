package org.alsolike.serving.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;

/**
 * Up to {@value #ENTRIES} entries that are written in one transaction, so that all of them are
 * there or none. Its own value holds a hash over them and their keys: so a second attempt knows
 * that they are there, and who verifies or removes a version finds every key without a scan.
 */
final class Chunk {

  static final int ENTRIES = 500;

  private Chunk() {}

  /** Chunk names of a partition of so many entries, in the order of the keys. */
  static List<String> names(int partition, long entries) {
    var names = new ArrayList<String>();
    for (long chunk = 0; chunk * ENTRIES < entries; chunk++) {
      names.add(name(partition, chunk));
    }
    return names;
  }

  static String name(int partition, long chunk) {
    return partition + "." + chunk;
  }

  /**
   * The chunk's own value.
   *
   * @param hash of the entries
   */
  static byte[] value(List<Entry> entries, ContentHash hash) {
    int bytes = 2 * Long.BYTES;
    for (Entry entry : entries) {
      bytes += Integer.BYTES + entry.key().length;
    }
    var value = ByteBuffer.allocate(bytes).putLong(hash.high()).putLong(hash.low());
    entries.forEach(entry -> value.putInt(entry.key().length).put(entry.key()));
    return value.array();
  }

  /** The keys that a chunk's value names. */
  static List<byte[]> keys(byte[] value, String place) {
    try {
      var rest = ByteBuffer.wrap(value);
      rest.getLong();
      rest.getLong();
      var keys = new ArrayList<byte[]>();
      while (rest.hasRemaining()) {
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining()) {
          throw new BufferUnderflowException();
        }
        byte[] key = new byte[length];
        rest.get(key);
        keys.add(key);
      }
      return keys;
    } catch (BufferUnderflowException damaged) {
      throw new StoreUnavailable("%s is damaged: a chunk ends early".formatted(place), damaged);
    }
  }
}
