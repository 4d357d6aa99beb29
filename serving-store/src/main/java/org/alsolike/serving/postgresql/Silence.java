package org.alsolike.serving.postgresql;

import java.time.Duration;

/** How long a database may be silent before its connection counts as lost. */
enum Silence {
  /** A value by its key is there at once; a thread of a service must not hang on a dead network. */
  OF_AN_ANSWER(Duration.ofSeconds(10)),
  /** A lost commit is waited for, which may itself wait for a replica. */
  OF_A_COMMIT(Duration.ofMinutes(1)),
  /** A version may be sorted before its first entry comes. */
  OF_A_SCAN(Duration.ofMinutes(10)),
  /**
   * For ever: nothing is heard while COPY waits for the disk or an index over a whole version is
   * built, and however long that takes, it must not be cut. TCP keep-alive finds a dead database.
   */
  OF_A_PUBLISHER(Duration.ZERO);

  private final Duration limit;

  Silence(Duration limit) {
    this.limit = limit;
  }

  /** In seconds, as the driver's {@code socketTimeout} has it: 0 is for ever. */
  String seconds() {
    return Long.toString(limit.toSeconds());
  }

  int millis() {
    return Math.toIntExact(limit.toMillis());
  }
}
