package org.alsolike.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How Java names are written in YAML, and which name was probably meant. */
final class Names {

  private Names() {}

  /** {@code listSize} becomes {@code list_size}. */
  static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /**
   * {@code ItemNeighbours} and {@code NOT_REQUIRED} become {@code item-neighbours}, {@code
   * not-required}.
   */
  static String kebab(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-');
    return words.toLowerCase(Locale.ROOT);
  }

  /** The candidate with the fewest edits, when it is near enough to be a slip of the finger. */
  static Optional<String> nearest(String found, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.<String>comparingInt(c -> edits(found, c)).thenComparing(c -> c))
        .filter(best -> edits(found, best) <= Math.max(2, found.length() / 3));
  }

  /** Levenshtein 1966: insertions, deletions and substitutions between two texts. */
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
