package org.alsolike.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Between what parts hold and what was promised of them, in words. */
final class Differences {

  private Differences() {}

  /** How two that differ are told: what was found, and what is promised. */
  @FunctionalInterface
  interface Telling<V> {
    String of(V found, V promised);
  }

  static <V> List<String> between(
      Map<String, V> promised, Map<String, V> found, V nothing, Telling<V> telling) {
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(promised.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      V expected = promised.getOrDefault(name, nothing);
      V actual = found.getOrDefault(name, nothing);
      if (!expected.equals(actual)) {
        differences.add(name + " has " + telling.of(actual, expected));
      }
    }
    return differences;
  }

  static void requireNone(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new StoreUnavailable(
          "what was read back is not what was staged: " + String.join("; ", differences));
    }
  }
}
