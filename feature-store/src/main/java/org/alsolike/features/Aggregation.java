package org.alsolike.features;

import static org.alsolike.features.Subject.CUSTOMER;
import static org.alsolike.features.Subject.ITEM;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/** How a feature is made from the events of one kind. docs/features.md says what each one means. */
public enum Aggregation {
  /** Distinct orders. */
  ORDERS(LongType, Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Distinct items. */
  ITEMS(LongType, Optional.of(0.0), Set.of(CUSTOMER)),
  /** Distinct customers that the shop knows. */
  BUYERS(LongType, Optional.of(0.0), Set.of(ITEM)),
  /** Events: lines of orders, or interactions. */
  EVENTS(LongType, Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Units; for purchases less the units that came back in the same window. */
  QUANTITY(createDecimalType(28, 4), Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Money; for purchases less the amount that came back in the same window. */
  AMOUNT(createDecimalType(28, 4), Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Amount before returns per distinct order; null without an order. */
  AVERAGE_ORDER_VALUE(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Lines that came back in the window over lines bought in it; 0 when nothing was bought. */
  RETURN_RATE(DoubleType, Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Days from the first event to the as-of, with their fraction. */
  DAYS_SINCE_FIRST(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Days from the last event to the as-of, with their fraction. */
  DAYS_SINCE_LAST(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /**
   * Days from the first event to the last, over distinct orders less one; null below two orders.
   */
  MEAN_GAP_DAYS(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Days since the last event over the mean gap; null where the gap is unknown or 0. */
  RECENCY_OVER_GAP(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Distinct days with an event, each of 24 hours and counted back from the as-of. */
  ACTIVE_DAYS(LongType, Optional.of(0.0), Set.of(CUSTOMER, ITEM)),
  /** Share of the periods of 30 days since the first event that hold one; null without an event. */
  ACTIVE_SHARE(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /**
   * Orders to be expected since the last one: the days since then times the subject's own rate,
   * (orders - 1/2) / (days from the first event to the last + 60), so that a single order has one.
   */
  ORDERS_DUE(DoubleType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Money at the moment of the last event, before returns; null without an event. */
  LAST_AMOUNT(createDecimalType(28, 4), Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Events at the moment of the last one, as lines of an order are; null without an event. */
  LAST_EVENTS(LongType, Optional.empty(), Set.of(CUSTOMER, ITEM)),
  /** Buyers of 30 days over a third of the buyers of 90 days; null without the latter. */
  TREND(DoubleType, Optional.empty(), Set.of(ITEM)),
  /** The country that the shop states, else that of the latest event that names one. */
  COUNTRY(StringType, Optional.empty(), Set.of(CUSTOMER)),
  /** The title that the shop states, else the most frequent one on events. */
  TITLE(StringType, Optional.empty(), Set.of(ITEM)),
  /** The category that the shop states, else that of the latest event that names one. */
  CATEGORY(StringType, Optional.empty(), Set.of(ITEM)),
  /** The price that the shop states, else that of the latest purchase. */
  PRICE(createDecimalType(18, 4), Optional.empty(), Set.of(ITEM));

  private final DataType type;
  private final Optional<Double> missing;
  private final Set<Subject> subjects;

  Aggregation(DataType type, Optional<Double> missing, Set<Subject> subjects) {
    this.type = type;
    this.missing = missing;
    this.subjects = subjects;
  }

  DataType type() {
    return type;
  }

  Optional<Double> missing() {
    return missing;
  }

  boolean describes(Subject subject) {
    return subjects.contains(subject);
  }

  /** Facts about the subject itself, taken from statements and events, rather than measured. */
  boolean isAttribute() {
    return switch (this) {
      case COUNTRY, TITLE, CATEGORY, PRICE -> true;
      case ORDERS, ITEMS, BUYERS, EVENTS, QUANTITY, AMOUNT, AVERAGE_ORDER_VALUE, RETURN_RATE ->
          false;
      case DAYS_SINCE_FIRST, DAYS_SINCE_LAST, MEAN_GAP_DAYS, RECENCY_OVER_GAP, TREND -> false;
      case ACTIVE_DAYS, ACTIVE_SHARE, ORDERS_DUE, LAST_AMOUNT, LAST_EVENTS -> false;
    };
  }

  boolean takesWindows() {
    return !isAttribute() && this != TREND;
  }

  /** As people write it in the configuration. */
  String kebabCase() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
