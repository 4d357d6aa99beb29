package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.BROKEN_LAST;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Items;
import org.apache.spark.sql.types.DataTypes;

/** What the shop states about its items and its customers. */
final class StatementRows {

  private StatementRows() {}

  static SourcePlan plan(ItemsSource source) {
    var columns = source.columns();
    var keys = new Keys("sources.items.");
    return new SourcePlan(
        "items",
        Items.TABLE,
        source.path(),
        List.of(
            keys.required("columns", Items.ITEM, columns.itemId()),
            keys.optional("columns", Items.TITLE, columns.title()),
            keys.optional("columns", Items.CATEGORY, columns.category()),
            keys.optional("columns", Items.PRICE, columns.price()),
            keys.optional("columns", Items.KNOWN_FROM, columns.knownFrom())),
        Map.of(),
        source.reject(),
        rows ->
            rows.withColumn(
                BROKEN_LAST.name(),
                when(Items.PRICE.col().lt(0), lit(BrokenReason.NEGATIVE_PRICE))));
  }

  static SourcePlan plan(CustomersSource source) {
    var columns = source.columns();
    var keys = new Keys("sources.customers.");
    return new SourcePlan(
        "customers",
        Customers.TABLE,
        source.path(),
        List.of(
            keys.required("columns", Customers.CUSTOMER, columns.customerId()),
            keys.optional("columns", Customers.COUNTRY, columns.country()),
            keys.optional("columns", Customers.CONSENT, columns.consent()),
            keys.optional("columns", Customers.KNOWN_FROM, columns.knownFrom())),
        Map.of(),
        source.reject(),
        rows -> rows.withColumn(BROKEN_LAST.name(), lit(null).cast(DataTypes.StringType)));
  }
}
