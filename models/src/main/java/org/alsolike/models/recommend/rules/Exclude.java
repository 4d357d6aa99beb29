package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Keeps items out of lists. An item for which the condition is null may be listed.
 *
 * @param items which; empty: all, so that the customers have no list
 */
public record Exclude(
    String name, Optional<String> items, Optional<String> customers, List<ListName> lists)
    implements Rule {

  public Exclude {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(
        items.isPresent() || customers.isPresent(), "items is missing; add it, or customers");
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.where(items);
  }

  @Override
  public boolean keepsOut() {
    return true;
  }
}
