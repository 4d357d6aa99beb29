package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Keeps out what cannot be bought at the as-of: not yet, no longer, or not in stock. What is null
 * keeps nothing out.
 *
 * @param from SQL, a date or a time: listed from then on
 * @param until SQL, a date or a time: no longer listed from then on
 * @param stock SQL, a number: listed while above 0
 */
public record Available(
    String name,
    Optional<String> from,
    Optional<String> until,
    Optional<String> stock,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  public Available {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(
        from.isPresent() || until.isPresent() || stock.isPresent(),
        "from, until or stock must be given");
  }

  @Override
  public Column asks(ItemSql sql) {
    Column early = holds(from.map(given -> sql.time("from", given).gt(sql.asOf())));
    Column late = holds(until.map(given -> sql.time("until", given).leq(sql.asOf())));
    Column soldOut = holds(stock.map(given -> sql.number("stock", given).leq(0)));
    return early.or(late).or(soldOut);
  }

  private static Column holds(Optional<Column> condition) {
    return condition.map(given -> coalesce(given, lit(false))).orElse(lit(false));
  }

  @Override
  public boolean keepsOut() {
    return true;
  }
}
