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

import java.time.Instant;
import java.util.List;
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

  private static final String[] PAIR = {CUSTOMER.name(), ITEM.name()};
  private static final Column[] PAIR_AT_A_MOMENT = {AsOf.AS_OF.col(), CUSTOMER.col(), ITEM.col()};

  /** Total up to rows that cannot be told apart. */
  private static final WindowSpec IN_TIME =
      Window.partitionBy(PAIR_AT_A_MOMENT)
          .orderBy(OCCURRED_AT.col(), KIND.col(), ORDER.col(), QUANTITY.col(), UNIT_PRICE.col());

  private KeptPurchases() {}

  /** What was kept as far as was known at each as-of: each is netted on its own. */
  static PastPurchases of(Dataset<Row> events, List<Instant> asOfs) {
    Dataset<Row> purchases = events.where(KIND.col().equalTo(PURCHASE));
    Dataset<Row> returns = events.where(KIND.col().equalTo(RETURN).and(CUSTOMER.col().isNotNull()));
    Dataset<Row> returned = returns.select(PAIR[0], PAIR[1]).distinct();

    // Few pairs ever know a return; only these go through the windows. That one of them knows it
    // only after an as-of changes nothing: without a return before it, all is kept there too.
    Dataset<Row> untouched =
        AsOf.cut(purchases.join(returned, PAIR, "left_anti"), asOfs)
            .withColumn(KEPT.name(), QUANTITY.col());
    Dataset<Row> touched = purchases.join(returned, PAIR, "left_semi").unionByName(returns);
    Dataset<Row> netted = withKept(AsOf.cut(touched, asOfs));
    return new PastPurchases(
        columns(untouched).unionByName(columns(netted.where(KIND.col().equalTo(PURCHASE)))));
  }

  private static Dataset<Row> withKept(Dataset<Row> events) {
    WindowSpec soFar = IN_TIME.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    // Backwards in time, since a frame that grows forwards is cheap and its opposite is not.
    WindowSpec fromHereOn =
        Window.partitionBy(PAIR_AT_A_MOMENT)
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
    return new PastPurchases(rows).rows();
  }
}
