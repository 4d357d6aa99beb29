package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;
import static org.alsolike.tables.Events.OCCURRED_AT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Instant;
import java.util.List;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Items;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * A fact about a customer or an item that events and the shop's own files state, changing over
 * time.
 *
 * @param seen column of an event
 * @param stated column of the shop's own file, which wins
 * @param knownFrom of that file
 * @param choice which of several values on events
 */
record Attribute(Subject subject, Field seen, Field stated, Field knownFrom, Choice choice) {

  enum Choice {
    LATEST,
    MOST_FREQUENT
  }

  private static final String VALUE = "value";
  private static final String TIMES = "times";
  private static final String BEST = "best";

  static Attribute of(Aggregation aggregation) {
    return switch (aggregation) {
      case COUNTRY ->
          new Attribute(
              Subject.CUSTOMER,
              Events.COUNTRY,
              Customers.COUNTRY,
              Customers.KNOWN_FROM,
              Choice.LATEST);
      case TITLE ->
          new Attribute(
              Subject.ITEM, Events.TITLE, Items.TITLE, Items.KNOWN_FROM, Choice.MOST_FREQUENT);
      case CATEGORY ->
          new Attribute(
              Subject.ITEM, Events.CATEGORY, Items.CATEGORY, Items.KNOWN_FROM, Choice.LATEST);
      case PRICE ->
          new Attribute(
              Subject.ITEM, Events.UNIT_PRICE, Items.PRICE, Items.KNOWN_FROM, Choice.LATEST);
      case ORDERS, ITEMS, BUYERS, EVENTS, QUANTITY, AMOUNT, AVERAGE_ORDER_VALUE, RETURN_RATE ->
          throw measured(aggregation);
      case DAYS_SINCE_FIRST, DAYS_SINCE_LAST, MEAN_GAP_DAYS, RECENCY_OVER_GAP, TREND ->
          throw measured(aggregation);
      case ACTIVE_DAYS, ACTIVE_SHARE, ORDERS_DUE, LAST_AMOUNT, LAST_EVENTS ->
          throw measured(aggregation);
    };
  }

  /** One row per as-of and subject whose events name a value, in column {@code name}. */
  Dataset<Row> onEvents(Dataset<Row> events, List<Instant> asOfs, String name) {
    Dataset<Row> stating =
        events
            .where(subject.id().col().isNotNull().and(says(seen)).and(counts()))
            .select(subject.id().col(), seen.col().as(VALUE), OCCURRED_AT.col(), lit(1L).as(TIMES));
    Dataset<Row> values =
        addedUp(
            AsOf.cut(AsOf.areMany(asOfs) ? perSpan(stating, asOfs) : stating, asOfs)
                .groupBy(AS_OF.col(), subject.id().col(), col(VALUE)));
    Column order =
        switch (choice) {
          case LATEST -> unix_micros(OCCURRED_AT.col());
          case MOST_FREQUENT -> col(TIMES);
        };
    return smallest(values, name, order.multiply(-1).as("order"), col(VALUE));
  }

  private Dataset<Row> perSpan(Dataset<Row> stating, List<Instant> asOfs) {
    Column span = AsOf.span(OCCURRED_AT.col(), asOfs, List.of());
    return addedUp(
        AsOf.beforeTheLast(stating, asOfs)
            .groupBy(subject.id().col(), col(VALUE), span.as("span")));
  }

  private static Dataset<Row> addedUp(RelationalGroupedDataset stating) {
    return stating.agg(sum(TIMES).as(TIMES), max(OCCURRED_AT.col()).as(OCCURRED_AT.name()));
  }

  /** One row per as-of and subject for which the shop states a value, the latest that it stated. */
  Dataset<Row> onStatements(Dataset<Row> statements, List<Instant> asOfs, String name) {
    Dataset<Row> known =
        AsOf.known(statements.where(says(stated)), knownFrom, asOfs)
            .withColumn(VALUE, stated.col());
    Column timelessLast = knownFrom.col().isNull().as("timeless");
    Column latestFirst = unix_micros(knownFrom.col()).multiply(-1).as("order");
    return smallest(known, name, timelessLast, latestFirst, col(VALUE));
  }

  /** Ties go to the smaller value, which comes last in the order. */
  private Dataset<Row> smallest(Dataset<Row> rows, String name, Column... order) {
    return rows.groupBy(AS_OF.col(), subject.id().col())
        .agg(min(struct(order)).as(BEST))
        .select(AS_OF.col(), subject.id().col(), col(BEST + "." + VALUE).as(name));
  }

  /** A price is what somebody paid; the other facts may stand on any event. */
  private Column counts() {
    return seen.equals(Events.UNIT_PRICE) ? Events.KIND.col().equalTo(Events.PURCHASE) : lit(true);
  }

  private static Column says(Field field) {
    Column present = field.col().isNotNull();
    return field.type().equals(Events.TITLE.type())
        ? present.and(trim(field.col()).notEqual(""))
        : present;
  }

  private static IllegalStateException measured(Aggregation aggregation) {
    return new IllegalStateException(aggregation.kebabCase() + " is measured, not an attribute");
  }
}
