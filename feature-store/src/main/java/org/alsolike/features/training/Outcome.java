package org.alsolike.features.training;

import java.time.Duration;

/**
 * What a propensity model predicts: that a customer has an event of a kind soon.
 *
 * @param event kind of event, such as purchase; a purchase that is returned later still happened
 * @param within how long after the as-of; an event exactly then is too late
 */
public record Outcome(String event, Duration within) {

  public Outcome {
    if (event.isBlank()) {
      throw new IllegalArgumentException("event must be a kind of event, but is empty");
    }
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException(
          "within must be longer than 0, but is %d s".formatted(within.toSeconds()));
    }
  }
}
