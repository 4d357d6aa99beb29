package org.alsolike.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_divide;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.alsolike.features.Atom.Measure;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** How a feature is made of atoms. Every division by zero is null. */
record Formula(Definition definition, Function<Atom, Column> atoms) {

  private static final Duration SHORT = Duration.ofDays(30);
  private static final Duration LONG = Duration.ofDays(90);
  private static final double HALF_AN_ORDER = 0.5;
  private static final double PRIOR_DAYS = 60;

  Column value() {
    Column value =
        switch (definition.aggregation()) {
          case ORDERS -> count(Measure.ORDERS);
          case ITEMS -> count(Measure.ITEMS);
          case BUYERS -> count(Measure.BUYERS);
          case EVENTS -> count(Measure.EVENTS);
          case QUANTITY -> net(Measure.QUANTITY);
          case AMOUNT -> net(Measure.AMOUNT);
          case AVERAGE_ORDER_VALUE -> ratio(count(Measure.AMOUNT), count(Measure.ORDERS));
          case RETURN_RATE ->
              coalesce(ratio(returned(Measure.EVENTS), count(Measure.EVENTS)), zero());
          case DAYS_SINCE_FIRST -> AsOf.daysSince(atom(Measure.FIRST));
          case DAYS_SINCE_LAST -> AsOf.daysSince(atom(Measure.LAST));
          case MEAN_GAP_DAYS -> meanGap();
          case RECENCY_OVER_GAP -> ratio(AsOf.daysSince(atom(Measure.LAST)), meanGap());
          case ACTIVE_DAYS -> count(Measure.DAYS);
          case ACTIVE_SHARE -> ratio(atom(Measure.MONTHS), monthsSinceFirst());
          case ORDERS_DUE -> ordersDue();
          case LAST_AMOUNT -> atom(Measure.LAST_AMOUNT);
          case LAST_EVENTS -> atom(Measure.LAST_EVENTS);
          case TREND -> ratio(buyers(SHORT), ratio(buyers(LONG), lit(3)));
          case COUNTRY, TITLE, CATEGORY, PRICE ->
              throw new IllegalStateException(
                  definition.aggregation().kebabCase() + " is an attribute and has no formula");
        };
    return value.cast(definition.aggregation().type());
  }

  private Column meanGap() {
    return ratio(span(), count(Measure.ORDERS).minus(1));
  }

  /** The rate is its posterior mean under a gamma prior, with the first order as the start. */
  private Column ordersDue() {
    Column rate = ratio(count(Measure.ORDERS).minus(HALF_AN_ORDER), span().plus(PRIOR_DAYS));
    return AsOf.daysSince(atom(Measure.LAST)).multiply(rate);
  }

  private Column span() {
    return AsOf.daysSince(atom(Measure.FIRST)).minus(AsOf.daysSince(atom(Measure.LAST)));
  }

  /** From the first event to the as-of, the month that has begun included. */
  private Column monthsSinceFirst() {
    return AsOf.periodsSince(atom(Measure.FIRST), Atom.MONTH).plus(1);
  }

  private Column net(Measure measure) {
    return count(measure).minus(returned(measure));
  }

  private Column count(Measure measure) {
    return coalesce(atom(measure), lit(0));
  }

  private Column returned(Measure measure) {
    return definition
        .selection()
        .returned()
        .map(selection -> coalesce(atom(measure, selection, definition.window()), lit(0)))
        .orElse(lit(0));
  }

  private Column buyers(Duration window) {
    return coalesce(atom(Measure.BUYERS, definition.selection(), Optional.of(window)), lit(0));
  }

  private Column atom(Measure measure) {
    return atom(measure, definition.selection(), definition.window());
  }

  private Column atom(Measure measure, Selection selection, Optional<Duration> window) {
    return atoms.apply(new Atom(measure, selection, window));
  }

  private static Column ratio(Column over, Column under) {
    return try_divide(over.cast(DataTypes.DoubleType), under.cast(DataTypes.DoubleType));
  }

  private static Column zero() {
    return lit(0.0);
  }
}
