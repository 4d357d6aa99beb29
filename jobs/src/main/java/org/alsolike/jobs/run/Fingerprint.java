package org.alsolike.jobs.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a result: SHA-256 over labelled parts. Equal fingerprints mean equal content, so
 * only what changes content may enter: never a path, a host, a zone of the machine or a core count.
 */
public final class Fingerprint {

  private final MessageDigest digest = sha256();

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Adds one part; label and value are length-prefixed, so that no two sequences collide. */
  public Fingerprint with(String label, String value) {
    for (String text : new String[] {label, value}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return this;
  }

  /** 64 hexadecimal digits; this object must not be used afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
