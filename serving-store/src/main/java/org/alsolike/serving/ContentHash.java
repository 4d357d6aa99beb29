package org.alsolike.serving;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of a set of entries that does not depend on their order or on how they are divided into
 * files: the sum modulo 2^128 of the first 16 bytes of SHA-256 over each entry. An entry is hashed
 * as the length of its key (4 bytes, big-endian), the key, the length of its value, the value.
 *
 * @param high the upper 64 bits of the sum
 * @param low the lower 64 bits of the sum
 */
public record ContentHash(long high, long low) implements Serializable {

  public static final ContentHash OF_NOTHING = new ContentHash(0, 0);

  /** The hash of one entry. */
  public static ContentHash of(byte[] key, byte[] value) {
    return of(sha256(), key, value);
  }

  static ContentHash of(MessageDigest digest, byte[] key, byte[] value) {
    var length = ByteBuffer.allocate(Integer.BYTES);
    digest.update(length.putInt(0, key.length).array());
    digest.update(key);
    digest.update(length.putInt(0, value.length).array());
    digest.update(value);
    var bytes = ByteBuffer.wrap(digest.digest());
    return new ContentHash(bytes.getLong(), bytes.getLong());
  }

  /** The hash of the entries of both. */
  public ContentHash plus(ContentHash other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new ContentHash(high + other.high + carry, sum);
  }

  /** Thirty-two hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  public static ContentHash parse(String text) {
    if (!text.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "content hash must be 32 hexadecimal digits, but is \"" + text + "\"");
    }
    return new ContentHash(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("Every Java platform has SHA-256", every);
    }
  }
}
