package org.alsolike.models.recommend.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Does not show an item to a customer who bought it, and kept it, a short while ago.
 *
 * @param within how long ago, counted from the as-of
 * @param items which; empty: all
 */
public record NotBoughtWithin(
    String name,
    Duration within,
    Optional<String> items,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  public NotBoughtWithin {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(
        !within.isZero() && !within.isNegative(), "within must be above 0, but is %s", within);
    RuleChecks.require(
        !lists.contains(ListName.ALSO_LIKE),
        "lists may not name also_like: nobody knows who looks at it");
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.where(items);
  }

  @Override
  public Optional<Duration> rest() {
    return Optional.of(within);
  }
}
