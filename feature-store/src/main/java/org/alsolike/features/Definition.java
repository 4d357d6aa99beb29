package org.alsolike.features;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.alsolike.tables.Events;
import org.alsolike.tables.Feature;

/** One column of a feature table: an entry over one of its windows, or over all of the past. */
record Definition(FeatureEntry entry, Optional<Duration> window) {

  static List<Definition> of(FeatureEntry entry) {
    Stream<Definition> windowed =
        entry.windows().stream().map(window -> new Definition(entry, Optional.of(window)));
    Stream<Definition> whole =
        entry.overAllTime() ? Stream.of(new Definition(entry, Optional.empty())) : Stream.of();
    return Stream.concat(windowed, whole).toList();
  }

  Aggregation aggregation() {
    return entry.aggregation();
  }

  /** The events that the feature is about. */
  Selection selection() {
    return new Selection(entry.kind().orElse(Events.PURCHASE), entry.where());
  }

  Feature feature() {
    return new Feature(
        window.map(w -> entry.name() + "_" + w.toDays() + "d").orElse(entry.name()),
        entry.family().orElse(entry.name()),
        aggregation().type(),
        entry.meaning().replace("{window}", inTheTable()),
        window.map(w -> OptionalInt.of((int) w.toDays())).orElse(OptionalInt.empty()),
        aggregation().missing(),
        entry.phrase().orElse(entry.name() + " {} {window}").replace("{window}", inWords()));
  }

  private String inTheTable() {
    return window
        .map(w -> "in the %d days before the as-of".formatted(w.toDays()))
        .orElse("before the as-of");
  }

  private String inWords() {
    return window
        .map(w -> w.toDays() == 365 ? "in a year" : "in %d days".formatted(w.toDays()))
        .orElse("in all");
  }
}
