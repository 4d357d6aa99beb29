package org.alsolike.tables;

import java.time.Instant;

/** Gives the past as it was known at any moment, for what learns from several moments. */
public interface Histories {

  /** Everything that happened before {@code asOf}, and nothing else. */
  History at(Instant asOf);
}
