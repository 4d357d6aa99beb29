package org.alsolike.serving.redis;

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
    byte[] stored = new byte[HEAD + entry.value().length];
    int checksum = Checksum.of(entry.key(), entry.value());
    for (int digit = 0; digit < HEAD - 1; digit++) {
      stored[digit] = (byte) HexFormat.of().toLowHexDigit(checksum >>> 4 * (HEAD - 2 - digit));
    }
    stored[HEAD - 1] = ' ';
    System.arraycopy(entry.value(), 0, stored, HEAD, entry.value().length);
    return stored;
  }

  /**
   * @param place what an error names
   * @throws StoreUnavailable when it is not what was stored under the key
   */
  static byte[] checked(byte[] key, byte[] stored, String place) {
    if (!hasHead(stored)) {
      throw new StoreUnavailable(
          "%s is damaged: the value of key \"%s\" has no checksum"
              .formatted(place, Entry.readable(key)));
    }
    byte[] value = Arrays.copyOfRange(stored, HEAD, stored.length);
    return Checksum.checked(key, value, checksum(stored), place);
  }

  private static boolean hasHead(byte[] stored) {
    if (stored.length < HEAD || stored[HEAD - 1] != ' ') {
      return false;
    }
    for (int digit = 0; digit < HEAD - 1; digit++) {
      boolean hexadecimal =
          stored[digit] >= '0' && stored[digit] <= '9'
              || stored[digit] >= 'a' && stored[digit] <= 'f';
      if (!hexadecimal) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] stored) {
    int checksum = 0;
    for (int digit = 0; digit < HEAD - 1; digit++) {
      checksum = checksum << 4 | HexFormat.fromHexDigit(stored[digit]);
    }
    return checksum;
  }
}
