package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.BROKEN_LAST;
import static org.alsolike.tables.Events.AMOUNT;
import static org.alsolike.tables.Events.KIND;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From mapped interactions to events. */
final class InteractionRows {

  private InteractionRows() {}

  private static final Field VALUE = Field.money("value", "the optional value of an interaction");

  static SourcePlan plan(InteractionsSource source) {
    var columns = source.columns();
    var keys = new Keys("sources.interactions.");
    return new SourcePlan(
        "interactions",
        Events.TABLE,
        source.path(),
        List.of(
            keys.required("columns", Events.ITEM, columns.itemId()),
            keys.optional("columns", Events.CUSTOMER, columns.customerId()),
            keys.required("columns", Events.OCCURRED_AT, columns.occurredAt()),
            keys.required("columns", KIND, columns.kind()),
            keys.optional("columns", VALUE, columns.value())),
        Map.of(),
        source.reject(),
        InteractionRows::shaped);
  }

  private static Dataset<Row> shaped(Dataset<Row> mapped) {
    Dataset<Row> rows = mapped.withColumn(AMOUNT.name(), VALUE.col());
    for (Field field : Events.TABLE.fields()) {
      if (!List.of(rows.columns()).contains(field.name())) {
        rows = rows.withColumn(field.name(), lit(null).cast(field.type()));
      }
    }
    return rows.withColumn(BROKEN_LAST.name(), brokenLast());
  }

  private static Column brokenLast() {
    Column misnamed = not(KIND.col().rlike("^" + ConditionNames.SNAKE_CASE.pattern() + "$"));
    return when(KIND.col().isin(Events.PURCHASE, Events.RETURN), lit(BrokenReason.RESERVED_KIND))
        .when(misnamed, lit(BrokenReason.invalid(KIND.name())));
  }
}
