package org.alsolike.serving.redis;

import java.util.HashMap;
import java.util.Map;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.ReleaseSize;

/**
 * What a server says about its memory.
 *
 * @param used bytes in use
 * @param most bytes that may be used
 * @param policy what it does when they are used up
 */
record Room(long used, long most, String policy) {

  /** Redis's own bytes per entry, and ours: prefixes, a checksum, and the key once more. */
  private static final long BYTES_PER_ENTRY = 250;

  private static final String WANTED = "noeviction";

  /** What {@code INFO memory} says; without a limit, the machine's memory is one. */
  static Room of(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(field -> field.length == 2)
        .forEach(field -> fields.put(field[0], field[1].strip()));
    long limit = number(fields, "maxmemory");
    return new Room(
        number(fields, "used_memory"),
        limit == 0 ? number(fields, "total_system_memory") : limit,
        fields.getOrDefault("maxmemory_policy", "unknown"));
  }

  private static long number(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "0");
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
  }

  /** What a version of this size will take. */
  static long bytes(ReleaseSize size) {
    return size.bytes() + BYTES_PER_ENTRY * size.entries();
  }

  /**
   * @throws StoreUnavailable when the server may evict what is served
   */
  void requireNoEviction(String server) {
    if (!policy.equals(WANTED)) {
      throw new StoreUnavailable(
          "%s has maxmemory-policy %s, which may evict what is served; set it to %s. Nothing was written."
              .formatted(server, policy, WANTED));
    }
  }

  /**
   * @param bytes that a version will take
   * @throws StoreUnavailable when there is less than one and a half times that
   */
  void requireFor(long bytes, String server) {
    long needed = bytes + bytes / 2;
    if (most > 0 && used + needed > most) {
      throw new StoreUnavailable(
          "%s has too little room: 1.5 times the new version are %d MiB, but only %d of %d MiB are free; raise maxmemory or keep fewer versions. Nothing was loaded."
              .formatted(server, needed >> 20, Math.max(0, most - used) >> 20, most >> 20));
    }
  }
}
