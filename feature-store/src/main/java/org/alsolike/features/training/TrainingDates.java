package org.alsolike.features.training;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The past as-ofs at which examples are taken, latest first.
 *
 * @param used each has its whole outcome before the cut-off and enough history before itself
 * @param dropped those with too little history
 * @param enough the earliest as-of with enough history
 */
public record TrainingDates(List<Instant> used, List<Instant> dropped, Instant enough) {

  /** A date is used when the shop's first event lies at least so long before it. */
  public static final Duration HISTORY = Duration.ofDays(90);

  public TrainingDates {
    used = List.copyOf(used);
    dropped = List.copyOf(dropped);
  }

  /**
   * {@code count} dates: the latest is {@code within} before the cut-off, so that its outcomes are
   * all known, and each further one lies {@code every} before.
   *
   * @param firstEvent the shop's first event, see {@link #HISTORY}
   */
  public static TrainingDates before(
      Instant cutOff, Duration within, int count, Duration every, Instant firstEvent) {
    if (count < 1) {
      throw new IllegalArgumentException("dates must be at least 1, but is " + count);
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "every must be longer than 0, but is %d s".formatted(every.toSeconds()));
    }
    Instant enough = firstEvent.plus(HISTORY);
    Map<Boolean, List<Instant>> byHistory =
        Stream.iterate(cutOff.minus(within), date -> date.minus(every))
            .limit(count)
            .collect(partitioningBy(date -> !date.isBefore(enough)));
    return new TrainingDates(byHistory.get(true), byHistory.get(false), enough);
  }

  /** One line for people. */
  public String explained() {
    String taken = "examples as of %s".formatted(listed(used));
    return dropped.isEmpty()
        ? taken
        : "%s; left out %s, less than %d days after the first event"
            .formatted(taken, listed(dropped), HISTORY.toDays());
  }

  private static String listed(List<Instant> dates) {
    return dates.isEmpty()
        ? "no date"
        : dates.stream().map(Instant::toString).collect(joining(", "));
  }
}
