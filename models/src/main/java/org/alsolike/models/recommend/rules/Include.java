package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Lets only these items into lists. An item for which the condition is null stays out; of several
 * such rules all must let an item in.
 */
public record Include(String name, String items, Optional<String> customers, List<ListName> lists)
    implements Rule {

  public Include {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
  }

  /** What it keeps out. */
  @Override
  public Column asks(ItemSql sql) {
    return not(coalesce(sql.condition("items", items), lit(false)));
  }

  @Override
  public boolean keepsOut() {
    return true;
  }
}
