package org.alsolike.serving.reader;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a reader serves. All three states answer questions; the last two want somebody's eye.
 *
 * @param version the version that answers
 * @param asOf of that version, exclusive
 * @param age time since the as-of
 * @param limit the age beyond which a version is stale
 * @param trouble why a newer version cannot be followed, in one line
 */
public record Health(
    State state,
    long version,
    Instant asOf,
    Duration age,
    Duration limit,
    Optional<String> trouble) {

  /** From good to bad. */
  public enum State {
    FRESH,
    /** The as-of lies further back than the limit: runs fail, or nobody starts them. */
    STALE,
    /** The store names a newer version that cannot be opened; the old one answers. */
    BEHIND;

    /** As it stands in answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Health of(
      long version, Instant asOf, Instant now, Duration limit, Optional<String> trouble) {
    Duration age = Duration.between(asOf, now);
    State state = age.compareTo(limit) > 0 ? State.STALE : State.FRESH;
    return new Health(
        trouble.isPresent() ? State.BEHIND : state, version, asOf, age, limit, trouble);
  }

  /** In words, one line. */
  public String line() {
    String told =
        switch (state) {
          case FRESH -> "fresh";
          case STALE -> "stale: more than %d hours old".formatted(limit.toHours());
          case BEHIND -> "behind: " + trouble.orElseThrow();
        };
    return "version %d, as of %s, %d hours old, %s".formatted(version, asOf, age.toHours(), told);
  }
}
