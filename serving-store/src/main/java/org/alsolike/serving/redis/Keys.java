package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The names of our keys: a prefix that {@link Server} allows, words that stand here, and numbers.
 *
 * <pre>
 *   P:pointer      the pointer's document
 *   P:token        the last fencing token given
 *   P:versions     a hash: numbers of whole versions, and the token of each one's publisher
 *   P:stages       a set: versions of which anything may be there, such as 7.9
 *   P:7.9:...      version 7, as the publisher with token 9 built it; see {@link Stage}
 * </pre>
 */
record Keys(String prefix) implements Serializable {

  byte[] pointer() {
    return key("pointer");
  }

  byte[] token() {
    return key("token");
  }

  byte[] versions() {
    return key("versions");
  }

  byte[] stages() {
    return key("stages");
  }

  Stage stage(long version, long token) {
    return new Stage(prefix, version + "." + token);
  }

  Stage stage(String name) {
    return new Stage(prefix, name);
  }

  private byte[] key(String name) {
    return (prefix + ":" + name).getBytes(UTF_8);
  }

  /**
   * The keys of one version.
   *
   * <pre>
   *   P:7.9:whole      there while the version may be read
   *   P:7.9:manifest   its manifest
   *   P:7.9:receipts   its partitions' receipts, one a line, in the order of the keys
   *   P:7.9:chunks     a set: names of chunks
   *   P:7.9:k:3.0      chunk 0 of partition 3: a hash over its entries, and their keys
   *   P:7.9:e:KEY      an entry: eight digits of checksum, a blank, the value
   * </pre>
   */
  record Stage(String prefix, String name) implements Serializable {

    /** Of the publisher that built it. */
    long token() {
      return Long.parseLong(name.substring(name.indexOf('.') + 1));
    }

    byte[] whole() {
      return key(":whole");
    }

    byte[] manifest() {
      return key(":manifest");
    }

    byte[] receipts() {
      return key(":receipts");
    }

    byte[] chunks() {
      return key(":chunks");
    }

    byte[] chunk(String chunk) {
      return key(":k:" + chunk);
    }

    byte[] entry(byte[] entry) {
      byte[] start = key(":e:");
      byte[] whole = Arrays.copyOf(start, start.length + entry.length);
      System.arraycopy(entry, 0, whole, start.length, entry.length);
      return whole;
    }

    /** A pattern that all of these fit, and no key of another version. */
    byte[] anyKey() {
      return key(":*");
    }

    private byte[] key(String end) {
      return (prefix + ":" + name + end).getBytes(UTF_8);
    }
  }
}
