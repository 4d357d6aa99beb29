package org.alsolike.features;

import java.math.BigDecimal;
import java.time.Instant;
import org.alsolike.tables.Events;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** An event as plain Java, for tests. */
record Happening(
    String customer,
    String item,
    String order,
    Instant at,
    String kind,
    BigDecimal quantity,
    BigDecimal unitPrice,
    String title,
    String category,
    String country) {

  static Happening purchase(String customer, String item, String order, String at, int quantity) {
    return line(customer, item, order, at, Events.PURCHASE, quantity);
  }

  static Happening back(String customer, String item, String order, String at, int quantity) {
    return line(customer, item, order, at, Events.RETURN, quantity);
  }

  private static Happening line(
      String customer, String item, String order, String at, String kind, int quantity) {
    return new Happening(
        customer,
        item,
        order,
        Instant.parse(at),
        kind,
        money(quantity * 10_000L),
        money(25_000),
        null,
        null,
        null);
  }

  static BigDecimal money(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, 4);
  }

  boolean is(String expected) {
    return kind.equals(expected);
  }

  /** For interactions, which have no price, a value of 1. */
  BigDecimal amount() {
    return quantity == null
        ? money(10_000)
        : quantity.multiply(unitPrice).setScale(4, java.math.RoundingMode.HALF_UP);
  }

  Row row() {
    return RowFactory.create(
        customer,
        item,
        order,
        java.sql.Timestamp.from(at),
        kind,
        quantity,
        unitPrice,
        amount(),
        title,
        category,
        country);
  }
}
