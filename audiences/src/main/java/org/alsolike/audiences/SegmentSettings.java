package org.alsolike.audiences;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A segment as a marketer defines it.
 *
 * @param name in snake case; the name of the file, and part of what draws the holdout
 * @param where SQL over the customer features and over the {@code probability} and {@code
 *     percentile} of each propensity model, such as {@code buys_30d.percentile >= 80}
 * @param purpose what its members would be contacted for, such as email
 * @param holdout share of the members, 0 to 1, who are never contacted, so that the effect can be
 *     measured
 * @param consent required when it is not said
 * @param rankBy the propensity model whose probability, percentile and reasons are shown; otherwise
 *     the first one that {@code where} names
 */
public record SegmentSettings(
    String name,
    String where,
    String purpose,
    double holdout,
    Optional<Consent> consent,
    Optional<String> rankBy) {

  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  public SegmentSettings {
    if (!SNAKE_CASE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower-case words joined by _, such as win_back, but is \"%s\""
              .formatted(name));
    }
    if (where.isBlank()) {
      throw new IllegalArgumentException("where must be a condition, but is empty");
    }
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("purpose must say what for, such as email, but is empty");
    }
    if (!(holdout >= 0 && holdout < 1)) {
      throw new IllegalArgumentException(
          "holdout must be at least 0 % and below 100 %, but is " + holdout);
    }
  }

  /** Where an error points to. */
  String key(String component) {
    return "segments.%s.%s".formatted(name, component);
  }

  Consent consentNeeded() {
    return consent.orElse(Consent.REQUIRED);
  }
}
