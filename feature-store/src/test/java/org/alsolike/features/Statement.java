package org.alsolike.features;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What the shop says about a customer or an item, for tests. */
record Statement(String subject, String text, BigDecimal price, Instant knownFrom) {

  boolean knownAt(Instant asOf) {
    return knownFrom == null || knownFrom.isBefore(asOf);
  }

  private Timestamp timestamp() {
    return Optional.ofNullable(knownFrom).map(Timestamp::from).orElse(null);
  }

  /** The text is the title and the category. */
  Row asItem() {
    return RowFactory.create(subject, text, text, price, timestamp());
  }

  /** The text is the country. */
  Row asCustomer() {
    return RowFactory.create(subject, text, null, timestamp());
  }
}
