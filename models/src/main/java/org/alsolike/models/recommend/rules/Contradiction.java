package org.alsolike.models.recommend.rules;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two rules that want opposite things.
 *
 * @param rule whose wish comes to nothing, or to less
 * @param other the rule that stands against it
 * @param what {@code pins what the other keeps out}
 * @param items of how many both speak
 * @param customers for how many both hold
 * @param lists in which both hold
 */
public record Contradiction(
    String rule, String other, String what, long items, long customers, SortedSet<ListName> lists) {

  public Contradiction {
    lists = Collections.unmodifiableSortedSet(new TreeSet<>(lists));
  }
}
