package org.alsolike.serving;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One thing that a version serves: a list, the scores of a model, a segment, a catalogue. It is
 * counted and hashed on its own.
 *
 * @param name ASCII letters, digits, {@code _ - . /}
 */
public record Part(String name) implements Comparable<Part>, Serializable {

  /** One entry per item: {@link org.alsolike.serving.values.ItemCard}. */
  public static final Part ITEMS = new Part("items");

  /** One entry per customer: {@link org.alsolike.serving.values.CustomerCard}. */
  public static final Part CUSTOMERS = new Part("customers");

  /** One ranked list per country, and one under {@link #EVERYWHERE}. */
  public static final Part POPULAR = new Part("popular");

  /** The id in {@link #POPULAR} of the list that holds in every country. */
  public static final String EVERYWHERE = "";

  private static final String LIST = "list/";
  private static final String SIMILAR = "similar/";
  private static final String SCORE = "score/";
  private static final String SEGMENT = "segment/";

  public Part {
    if (name.isEmpty() || !name.chars().allMatch(Part::mayBeInAName)) {
      throw new IllegalArgumentException(
          "part must be of letters, digits and _ - . /, but is \"" + name + "\"");
    }
  }

  private static boolean mayBeInAName(int letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || "_./-".indexOf(letter) >= 0;
  }

  /** One ranked list per customer, such as {@code for_you}. */
  public static Part list(String name) {
    return new Part(LIST + name);
  }

  /** One ranked list per item, such as {@code also_like}. */
  public static Part similar(String name) {
    return new Part(SIMILAR + name);
  }

  /** One {@link org.alsolike.serving.values.Score} per customer, of one propensity model. */
  public static Part score(String model) {
    return new Part(SCORE + model);
  }

  /** One {@link org.alsolike.serving.values.Membership} per customer in the segment. */
  public static Part segment(String name) {
    return new Part(SEGMENT + name);
  }

  /** The part that a key belongs to. */
  public static Part of(byte[] key) {
    for (int i = 0; i < key.length; i++) {
      if (key[i] == 0) {
        return new Part(new String(key, 0, i, StandardCharsets.UTF_8));
      }
    }
    throw new IllegalArgumentException(
        "key must hold its part's name and a zero byte, but is \"" + Entry.readable(key) + "\"");
  }

  /** The key of an id in this part. */
  public byte[] key(String id) {
    byte[] prefix = name.getBytes(StandardCharsets.UTF_8);
    byte[] suffix = id.getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(prefix, prefix.length + 1 + suffix.length);
    System.arraycopy(suffix, 0, key, prefix.length + 1, suffix.length);
    return key;
  }

  /** Whether a key belongs to this part. */
  public boolean holds(byte[] key) {
    int length = name.length();
    if (key.length <= length || key[length] != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (key[i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The id in a key of this part. */
  public String id(byte[] key) {
    int start = name.length() + 1;
    return new String(key, start, key.length - start, StandardCharsets.UTF_8);
  }

  public boolean isList() {
    return name.startsWith(LIST);
  }

  public boolean isSimilar() {
    return name.startsWith(SIMILAR);
  }

  public boolean isScore() {
    return name.startsWith(SCORE);
  }

  public boolean isSegment() {
    return name.startsWith(SEGMENT);
  }

  /** Whether its ids are those of customers. */
  public boolean isOfCustomers() {
    return isList() || isScore() || isSegment() || equals(CUSTOMERS);
  }

  /** The name without its kind: {@code for_you} of {@code list/for_you}. */
  public String title() {
    return name.substring(name.indexOf('/') + 1);
  }

  @Override
  public int compareTo(Part other) {
    return name.compareTo(other.name);
  }
}
