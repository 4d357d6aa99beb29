package org.alsolike.serving;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A sum per part over entries that pass by. Entries come part by part, so the last one's part is
 * tried before any other is looked up. For one thread.
 */
final class PerPart<V> {

  private final V nothing;
  private final BinaryOperator<V> plus;
  private final SortedMap<String, V> sums = new TreeMap<>();
  private Part part;
  private V sum;

  /**
   * @param nothing the sum over no entries
   */
  PerPart(V nothing, BinaryOperator<V> plus) {
    this.nothing = nothing;
    this.plus = plus;
  }

  /** Adds what an entry comes to, to the sum of its part. */
  void add(byte[] key, V one) {
    if (part == null || !part.holds(key)) {
      putBack();
      part = Part.of(key);
      sum = sums.getOrDefault(part.name(), nothing);
    }
    sum = plus.apply(sum, one);
  }

  /** Adds all that passed by the other. */
  void addAll(PerPart<V> other) {
    putBack();
    part = null;
    other.sums().forEach((name, more) -> sums.merge(name, more, plus));
  }

  private void putBack() {
    if (part != null) {
      sums.put(part.name(), sum);
    }
  }

  /** The sums by part name; a part of which nothing passed by is absent. */
  SortedMap<String, V> sums() {
    putBack();
    return new TreeMap<>(sums);
  }
}
