package org.alsolike.serving;

import java.util.zip.CRC32;
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
   * 64 bits of which two accidents are the same with a chance of 2^-64: CRC-32C and CRC-32, and the
   * key's length, mixed by the finaliser of SplitMix64 (Steele, Lea, Flood 2014, figure 17), so
   * that sums over entries do not cancel as sums of CRCs may.
   */
  public static long wide(byte[] key, byte[] value) {
    var crc32 = new CRC32();
    crc32.update(key);
    crc32.update(value);
    long both = (long) of(key, value) << Integer.SIZE | crc32.getValue();
    return mixed(both + key.length);
  }

  private static long mixed(long bits) {
    long first = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
    return second ^ second >>> 31;
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
