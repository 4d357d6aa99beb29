package org.alsolike.models.recommend;

import java.time.Instant;

/** There is nobody and nothing to learn from: no affinity is above 0 at the moment asked for. */
public final class NothingHeld extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NothingHeld(String recommender, Instant asOf) {
    super(
        ("%s: nothing to learn from before %s: no known customer had bought anything and kept it;"
                + " expected one affinity above 0 at least; begin the sources earlier,"
                + " or choose a later --as-of or a shorter evaluation.holdout_window")
            .formatted(recommender, asOf));
  }
}
