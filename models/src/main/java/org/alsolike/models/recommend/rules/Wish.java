package org.alsolike.models.recommend.rules;

import java.util.Optional;

/** What a rule wants for its items; two such wishes may contradict each other. */
enum Wish {
  /** Kept out of lists. */
  OUT,
  /** Moved up. */
  UP,
  /** Moved down. */
  DOWN,
  /** At a fixed place. */
  FIXED,
  /** Something that no other rule can deny. */
  NEITHER;

  /** What contradicts in this rule and another that both speak of an item; empty: nothing. */
  Optional<String> against(Wish other) {
    boolean shows = this == UP || this == FIXED;
    String verb = this == UP ? "boosts" : "pins";
    if (shows && other == OUT) {
      return Optional.of(verb + " what the other keeps out");
    }
    return shows && other == DOWN ? Optional.of(verb + " what the other buries") : Optional.empty();
  }
}
