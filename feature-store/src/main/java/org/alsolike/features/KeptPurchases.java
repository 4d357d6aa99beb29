package org.alsolike.features;

import static org.alsolike.tables.Events.CUSTOMER;
import static org.alsolike.tables.Events.ITEM;
import static org.alsolike.tables.Events.KIND;
import static org.alsolike.tables.Events.OCCURRED_AT;
import static org.alsolike.tables.Events.ORDER;
import static org.alsolike.tables.Events.PURCHASE;
import static org.alsolike.tables.Events.QUANTITY;
import static org.alsolike.tables.Events.RETURN;
import static org.alsolike.tables.Events.UNIT_PRICE;
import static org.alsolike.tables.Purchases.KEPT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Takes returns off the purchases that they undo, like plates off a stack: a return of a customer
 * and item takes the units bought last among those bought before it and not yet returned. Units
 * returned beyond that undo nothing. At the same instant purchases come before returns.
 *
 * <p>With the running sum S of bought (+) and returned (-) units, the height of the stack is B = S
 * - min(0, least S so far). A purchase of q units laid on height b keeps min(q, max(0, least B from
 * here on - b)). All sums are exact.
 */
final class KeptPurchases {

  private static final Column[] PAIR = {CUSTOMER.col(), ITEM.col()};

  /** Total up to rows that cannot be told apart. */
  private static final WindowSpec IN_TIME =
      Window.partitionBy(PAIR)
          .orderBy(OCCURRED_AT.col(), KIND.col(), ORDER.col(), QUANTITY.col(), UNIT_PRICE.col());

  private KeptPurchases() {}

  /**
   * @param events before the cut-off, and nothing else
   */
  static Purchases of(Dataset<Row> events) {
    Dataset<Row> purchases = events.where(KIND.col().equalTo(PURCHASE));
    Dataset<Row> returns = events.where(KIND.col().equalTo(RETURN).and(CUSTOMER.col().isNotNull()));
    Dataset<Row> returned = returns.select(PAIR).distinct();
    String[] pair = {CUSTOMER.name(), ITEM.name()};

    // Few pairs know a return; only these go through the windows.
    Dataset<Row> untouched =
        purchases.join(returned, pair, "left_anti").withColumn(KEPT.name(), QUANTITY.col());
    Dataset<Row> netted =
        withKept(purchases.join(returned, pair, "left_semi").unionByName(returns));
    return new Purchases(
        columns(untouched).unionByName(columns(netted.where(KIND.col().equalTo(PURCHASE)))));
  }

  private static Dataset<Row> withKept(Dataset<Row> events) {
    WindowSpec soFar = IN_TIME.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    // Backwards in time, since a frame that grows forwards is cheap and its opposite is not.
    WindowSpec fromHereOn =
        Window.partitionBy(PAIR)
            .orderBy(col("place").desc())
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column bought = KIND.col().equalTo(PURCHASE);
    Column change = when(bought, QUANTITY.col()).otherwise(QUANTITY.col().multiply(lit(-1)));
    Column below = col("height").minus(QUANTITY.col());
    Column surviving = greatest(lit(0), col("lowest").minus(below));

    return events
        .withColumn("place", row_number().over(IN_TIME))
        .withColumn("total", sum(change).over(soFar))
        .withColumn("height", col("total").minus(least(lit(0), min(col("total")).over(soFar))))
        .withColumn("lowest", min(col("height")).over(fromHereOn))
        .withColumn(KEPT.name(), least(QUANTITY.col(), surviving).cast(KEPT.type()));
  }

  private static Dataset<Row> columns(Dataset<Row> rows) {
    return Purchases.TABLE.conform(rows);
  }
}
