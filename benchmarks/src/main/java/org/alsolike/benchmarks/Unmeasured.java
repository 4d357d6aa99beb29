package org.alsolike.benchmarks;

import org.alsolike.models.recommend.NothingHeld;

/**
 * Why a model has no figures.
 *
 * @param how what kind of reason it is
 * @param why in one line
 */
record Unmeasured(How how, String why) {

  /** As the JSON line names it. */
  enum How {
    /** The recommender itself says why it cannot learn from this data, or in this memory. */
    refused,
    /** Nobody expected it. */
    failed
  }

  static Unmeasured by(Throwable failure) {
    if (failure instanceof IllegalArgumentException || failure instanceof NothingHeld) {
      return new Unmeasured(How.refused, firstLine(failure));
    }
    return new Unmeasured(
        How.failed, failure.getClass().getSimpleName() + ": " + firstLine(failure));
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
