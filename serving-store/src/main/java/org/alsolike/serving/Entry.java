package org.alsolike.serving;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One key and its value. The arrays are not copied: whoever makes an entry leaves them alone.
 *
 * @param key the part's name, a zero byte, the id in UTF-8 ({@link Part#key})
 * @param value compact JSON in UTF-8
 */
public record Entry(byte[] key, byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  /** The entry for people, with the zero byte of the key shown as a blank. */
  @Override
  public String toString() {
    return readable(key) + " = " + new String(value, StandardCharsets.UTF_8);
  }

  /** A key for people, with its zero byte shown as a blank. */
  public static String readable(byte[] key) {
    return new String(key, StandardCharsets.UTF_8).replace('\0', ' ');
  }
}
