package org.alsolike.serving.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.alsolike.serving.Pointer;

/**
 * Which versions stay: the served one, and the newest others.
 *
 * @param keep how many versions in all, at least 1
 * @param grace how long a version beyond these stays after it was last served, for readers that
 *     have read the pointer and not yet opened the version; 0: whatever the clock says, none does
 */
public record Retention(int keep, Duration grace) {

  public Retention {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1, but is " + keep);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must be 0 or longer, but is " + grace);
    }
  }

  /** Keeps three versions, and a minute of grace. */
  public static Retention defaults() {
    return new Retention(3, Duration.ofMinutes(1));
  }

  /** The versions to remove now, never the served one. */
  List<Long> beyond(Collection<Long> versions, Pointer pointer, Instant now) {
    return versions.stream()
        .filter(version -> version != pointer.version())
        .sorted(Comparator.reverseOrder())
        .skip(keep - 1L)
        .filter(version -> graceIsOver(pointer.lastServed().get(version), now))
        .sorted()
        .toList();
  }

  private boolean graceIsOver(Instant lastServed, Instant now) {
    return lastServed == null || grace.isZero() || !now.isBefore(lastServed.plus(grace));
  }
}
