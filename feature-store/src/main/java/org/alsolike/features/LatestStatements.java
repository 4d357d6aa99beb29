package org.alsolike.features;

import static org.alsolike.tables.Customers.CONSENT;
import static org.alsolike.tables.Customers.COUNTRY;
import static org.alsolike.tables.Customers.CUSTOMER;
import static org.alsolike.tables.Customers.KNOWN_FROM;
import static org.apache.spark.sql.functions.row_number;

import java.time.Instant;
import java.util.List;
import org.alsolike.tables.Customers;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The newest statement about each customer, whole: if it leaves the consent open, the consent is
 * unknown, whatever an older one said. Dated statements come before timeless ones; among equals a
 * refusal wins, then unknown, then the smaller country.
 */
final class LatestStatements {

  private static final String PLACE = "place";

  private static final WindowSpec NEWEST_FIRST =
      Window.partitionBy(CUSTOMER.col())
          .orderBy(
              KNOWN_FROM.col().desc_nulls_last(),
              CONSENT.col().eqNullSafe(true),
              CONSENT.col().asc_nulls_last(),
              COUNTRY.col().asc_nulls_last());

  private LatestStatements() {}

  static Customers of(Customers statements, Instant asOf) {
    return new Customers(
        AsOf.known(statements.rows(), KNOWN_FROM, List.of(asOf))
            .withColumn(PLACE, row_number().over(NEWEST_FIRST))
            .where(PLACE + " = 1"));
  }
}
