package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.BROKEN_LAST;
import static org.alsolike.features.events.ValidationColumns.RETURNED;
import static org.alsolike.tables.Events.AMOUNT;
import static org.alsolike.tables.Events.KIND;
import static org.alsolike.tables.Events.PURCHASE;
import static org.alsolike.tables.Events.QUANTITY;
import static org.alsolike.tables.Events.RETURN;
import static org.alsolike.tables.Events.UNIT_PRICE;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.alsolike.tables.Events;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From mapped lines of orders to purchases and returns. */
final class TransactionRows {

  private TransactionRows() {}

  static SourcePlan plan(TransactionsSource source) {
    var attributes = source.attributes();
    var columns = source.columns();
    var keys = new Keys("sources.transactions.");
    return new SourcePlan(
        "transactions",
        Events.TABLE,
        source.path(),
        List.of(
            keys.required("columns", Events.ORDER, columns.orderId()),
            keys.required("columns", Events.ITEM, columns.itemId()),
            keys.optional("columns", Events.CUSTOMER, columns.customerId()),
            keys.required("columns", Events.OCCURRED_AT, columns.occurredAt()),
            keys.required("columns", QUANTITY, columns.quantity()),
            keys.required("columns", UNIT_PRICE, columns.unitPrice()),
            keys.optional("attributes", Events.TITLE, attributes.title()),
            keys.optional("attributes", Events.CATEGORY, attributes.category()),
            keys.optional("attributes", Events.COUNTRY, attributes.country())),
        source.returns(),
        source.reject(),
        TransactionRows::shaped);
  }

  /** A return's quantity is made positive; its amount is what goes back to the customer. */
  private static Dataset<Row> shaped(Dataset<Row> mapped) {
    Column quantity = when(RETURNED.col(), abs(QUANTITY.col())).otherwise(QUANTITY.col());
    Column amount = QUANTITY.col().multiply(UNIT_PRICE.col()).cast(AMOUNT.type());
    return mapped
        .withColumn(QUANTITY.name(), quantity.cast(QUANTITY.type()))
        .withColumn(AMOUNT.name(), amount)
        .withColumn(KIND.name(), when(RETURNED.col(), lit(RETURN)).otherwise(lit(PURCHASE)))
        .withColumn(BROKEN_LAST.name(), brokenLast());
  }

  private static Column brokenLast() {
    return when(QUANTITY.col().leq(0), lit(BrokenReason.QUANTITY_NOT_POSITIVE))
        .when(UNIT_PRICE.col().lt(0), lit(BrokenReason.NEGATIVE_PRICE))
        .when(AMOUNT.col().isNull(), lit(BrokenReason.invalid(AMOUNT.name())));
  }
}
