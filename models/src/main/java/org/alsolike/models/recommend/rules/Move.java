package org.alsolike.models.recommend.rules;

import java.io.Serializable;
import java.util.List;
import org.alsolike.models.recommend.Proposal;

/** A rule's say in the order of one list; each kind of rule answers what concerns it. */
interface Move extends Serializable {

  /** Whether the proposal is left out for itself. */
  default boolean drops(Proposal proposal) {
    return false;
  }

  /** How many places it moves up; down below 0. */
  default int placesUp(Proposal proposal) {
    return 0;
  }

  /** Whether there is no room for it below these. */
  default boolean isFull(Proposal proposal, List<Proposal> above) {
    return false;
  }

  /** How much likeness counts against relevance, from 0 to 1. */
  default double weight() {
    return 0;
  }

  /** How alike two items are, from 0 to 1. */
  default double likeness(Proposal one, Proposal other) {
    return 0;
  }

  /** Whether the item has a fixed place. */
  default boolean pins(String item) {
    return false;
  }

  /** Items with fixed places, ascending. */
  default List<String> pinned() {
    return List.of();
  }

  /** The place of the first of them, from 1. */
  default int pinnedAt() {
    return 1;
  }
}
