package org.alsolike.models.evaluate;

import java.util.Optional;

/**
 * What asks to be served.
 *
 * @param model the name under which its lists, as they would be published, were judged
 * @param incumbent what is served now, trained and judged in the same run; empty: nothing is
 */
public record Candidate(String model, Optional<Incumbent> incumbent) {

  /**
   * The configuration of the served version.
   *
   * @param model the name under which its lists were judged
   */
  public record Incumbent(long version, String model) {}
}
