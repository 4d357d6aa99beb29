package org.alsolike.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;

/** A number or moment that one pass over the events can gather; features are made of these. */
record Atom(Measure measure, Selection selection, Optional<Duration> window) {

  static final Duration DAY = Duration.ofDays(1);

  /** So long that most customers who order regularly have an order in each. */
  static final Duration MONTH = Duration.ofDays(30);

  enum Measure {
    ORDERS(Events.ORDER),
    ITEMS(Events.ITEM),
    BUYERS(Events.CUSTOMER),
    EVENTS(null),
    QUANTITY(null),
    AMOUNT(null),
    FIRST(null),
    LAST(null),
    /** Distinct days, counted back from the as-of. */
    DAYS(null),
    /** Distinct {@link #MONTH}s, counted back from the as-of. */
    MONTHS(null),
    /** Events of the latest moment. */
    LAST_EVENTS(null),
    /** Money of the latest moment. */
    LAST_AMOUNT(null);

    private final Optional<Field> distinct;

    Measure(Field distinct) {
      this.distinct = Optional.ofNullable(distinct);
    }

    /** What is counted, each value once; empty for what adds up over events. */
    Optional<Field> distinct() {
      return distinct;
    }
  }

  Atom {
    requireNonNull(measure, "measure");
  }
}
