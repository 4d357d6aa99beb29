package org.alsolike.models.tune;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that may be tried.
 *
 * @param ranges by key, as the configuration writes it; a dot leads into what is nested
 */
public record Space(SortedMap<String, Range> ranges) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Space {
    ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
  }

  /**
   * A trial follows from the seed and its number alone, and each of its values from its key too:
   * neither more trials nor further ranges change what was drawn before.
   */
  public Trial trial(int number, long seed) {
    SortedMap<String, String> values = new TreeMap<>();
    if (number > 0) {
      for (Map.Entry<String, Range> range : ranges.entrySet()) {
        values.put(range.getKey(), range.getValue().at(place(seed, number, range.getKey())));
      }
    }
    return new Trial(number, values);
  }

  /** From 0 to below 1: 53 bits of splitmix64's finaliser (Steele, Lea, Flood 2014). */
  private static double place(long seed, int number, String key) {
    long state = mix(seed + number * GOLDEN);
    for (int i = 0; i < key.length(); i++) {
      state = mix(state ^ key.charAt(i));
    }
    return (state >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
