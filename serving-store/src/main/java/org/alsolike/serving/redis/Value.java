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
    String checksum = HexFormat.of().toHexDigits(Checksum.of(entry.key(), entry.value()));
    byte[] stored = Arrays.copyOf((checksum + " ").getBytes(US_ASCII), HEAD + entry.value().length);
    System.arraycopy(entry.value(), 0, stored, HEAD, entry.value().length);
    return stored;
  }

  /**
   * @param place what an error names
   * @throws StoreUnavailable when it is not what was stored under the key
   */
  static byte[] checked(byte[] key, byte[] stored, String place) {
    String head = new String(stored, 0, Math.min(HEAD, stored.length), US_ASCII);
    if (!head.matches("[0-9a-f]{8} ")) {
      throw new StoreUnavailable(
          "%s is damaged: the value of key \"%s\" has no checksum"
              .formatted(place, Entry.readable(key)));
    }
    byte[] value = Arrays.copyOfRange(stored, HEAD, stored.length);
    return Checksum.checked(key, value, HexFormat.fromHexDigits(head, 0, HEAD - 1), place);
  }
}
