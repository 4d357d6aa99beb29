package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;

/** A value behind its checksum, as eight hexadecimal digits and a blank. */
final class Value {

  private static final int HEAD = 9;

  private Value() {}

  static byte[] stored(Entry entry) {
    byte[] stored = Arrays.copyOf(head(entry.key(), entry.value()), HEAD + entry.value().length);
    System.arraycopy(entry.value(), 0, stored, HEAD, entry.value().length);
    return stored;
  }

  private static byte[] head(byte[] key, byte[] value) {
    return (HexFormat.of().toHexDigits(Checksum.of(key, value)) + " ").getBytes(US_ASCII);
  }

  /**
   * @param place what an error names
   * @throws StoreUnavailable when it is not what was stored under the key
   */
  static byte[] checked(byte[] key, byte[] stored, String place) {
    byte[] value = Arrays.copyOfRange(stored, Math.min(HEAD, stored.length), stored.length);
    if (!Arrays.equals(head(key, value), Arrays.copyOf(stored, HEAD))) {
      throw new StoreUnavailable(
          "%s is damaged: the value of key \"%s\" does not fit its checksum"
              .formatted(place, Entry.readable(key)));
    }
    return value;
  }
}
