package org.alsolike.models.tune;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values to be tried.
 *
 * @param number from 1; trial 0 leaves everything as the configuration has it
 * @param values texts by key; what is not named stays as it is
 */
public record Trial(int number, SortedMap<String, String> values) {

  public Trial {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
