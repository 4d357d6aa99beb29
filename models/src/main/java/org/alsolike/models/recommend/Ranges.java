package org.alsolike.models.recommend;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Between which values hyperparameters may be looked for, written as the configuration writes
 * values; a dot leads into what is nested.
 *
 * @param linear [low, high] by key
 * @param log the same, for what may differ by orders of magnitude
 * @param choices all values by key
 */
public record Ranges(
    SortedMap<String, List<String>> linear,
    SortedMap<String, List<String>> log,
    SortedMap<String, List<String>> choices) {

  public Ranges {
    linear = Collections.unmodifiableSortedMap(new TreeMap<>(linear));
    log = Collections.unmodifiableSortedMap(new TreeMap<>(log));
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
  }

  public static Ranges none() {
    return new Ranges(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  public Ranges linear(String key, String low, String high) {
    return new Ranges(with(linear, key, low, high), log, choices);
  }

  public Ranges log(String key, String low, String high) {
    return new Ranges(linear, with(log, key, low, high), choices);
  }

  public Ranges choices(String key, String... values) {
    return new Ranges(linear, log, with(choices, key, values));
  }

  public boolean isEmpty() {
    return linear.isEmpty() && log.isEmpty() && choices.isEmpty();
  }

  private static SortedMap<String, List<String>> with(
      Map<String, List<String>> before, String key, String... values) {
    SortedMap<String, List<String>> after = new TreeMap<>(before);
    after.put(key, List.of(values));
    return after;
  }
}
