package org.alsolike.models.propensity;

import java.time.Duration;

/**
 * What a propensity model predicts: that an event of a kind happens at or after the as-of and
 * before the as-of plus {@code within}.
 *
 * @param event kind of the event, such as purchase or view
 * @param within length of the window; a day is 24 hours
 */
public record Outcome(String event, Duration within) {

  public Outcome {
    if (event.isBlank()) {
      throw new IllegalArgumentException("event must be a kind of event, but is empty");
    }
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("within must be longer than 0, but is " + within);
    }
  }

  public static Outcome defaults() {
    return new Outcome("purchase", Duration.ofDays(30));
  }
}
