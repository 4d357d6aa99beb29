package org.alsolike.serving;

import java.util.zip.CRC32C;

/**
 * CRC-32C over a key and its value, kept beside the value where a store has no checksums of its
 * own. It finds every flipped bit, and a value that stands under another key.
 */
public final class Checksum {

  private Checksum() {}

  public static int of(byte[] key, byte[] value) {
    var checksum = new CRC32C();
    checksum.update(key);
    checksum.update(value);
    return (int) checksum.getValue();
  }

  /**
   * @param place what an error names
   * @return the value
   * @throws StoreUnavailable when the value is not the one that was stored under the key
   */
  public static byte[] checked(byte[] key, byte[] value, int stored, String place) {
    if (of(key, value) != stored) {
      throw new StoreUnavailable(
          "%s is damaged: the value of key \"%s\" does not fit its checksum"
              .formatted(place, Entry.readable(key)));
    }
    return value;
  }
}
