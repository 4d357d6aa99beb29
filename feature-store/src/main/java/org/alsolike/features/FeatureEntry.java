package org.alsolike.features;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the list of features. It says what to measure, never when to stop: the cut-off is
 * applied for it.
 *
 * @param name of the feature; a window of 90 days adds {@code _90d}
 * @param kind of the events that are measured; purchase unless said otherwise
 * @param windows that end at the as-of, in whole days; none: all of the past
 * @param allTime true: all of the past beside the windows
 * @param where SQL condition over the columns of an event; events that do not meet it do not count
 * @param meaning one line for whoever reads the table; {window} stands for the window
 * @param phrase how a person reads a value: {} stands for it, {window} for the window
 * @param family features that say the same share one; the name unless said otherwise
 */
public record FeatureEntry(
    String name,
    Aggregation aggregation,
    Optional<String> kind,
    List<Duration> windows,
    Optional<Boolean> allTime,
    Optional<String> where,
    String meaning,
    Optional<String> phrase,
    Optional<String> family) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public FeatureEntry {
    windows = List.copyOf(windows);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower case letters, digits and _, but is " + name);
    }
    if (!aggregation.takesWindows() && !windows.isEmpty()) {
      throw new IllegalArgumentException(
          "windows must be empty for %s, but is %s".formatted(aggregation.kebabCase(), windows));
    }
    if (aggregation.isAttribute() && (where.isPresent() || kind.isPresent())) {
      throw new IllegalArgumentException(
          "where and kind must be left out for %s, which every event may state"
              .formatted(aggregation.kebabCase()));
    }
    windows.forEach(FeatureEntry::checkWindow);
  }

  boolean overAllTime() {
    return allTime.orElse(windows.isEmpty());
  }

  private static void checkWindow(Duration window) {
    if (window.toDays() < 1 || !window.equals(Duration.ofDays(window.toDays()))) {
      throw new IllegalArgumentException(
          "windows must be whole days such as 90d, but is %s".formatted(window));
    }
  }
}
