package org.alsolike.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.alsolike.tables.Events;
import org.apache.spark.sql.Column;

/**
 * Some of the events: those of a kind that meet a condition.
 *
 * @param where checked before, by {@link FeatureDefinitions}
 */
record Selection(String kind, Optional<String> where) {

  /** The returns that answer these purchases; nothing for events of another kind. */
  Optional<Selection> returned() {
    return kind.equals(Events.PURCHASE)
        ? Optional.of(new Selection(Events.RETURN, where))
        : Optional.empty();
  }

  /** True or false, never null. */
  Column holds() {
    Column ofKind = Events.KIND.col().equalTo(kind);
    return where.map(sql -> ofKind.and(coalesce(expr(sql), lit(false)))).orElse(ofKind);
  }
}
