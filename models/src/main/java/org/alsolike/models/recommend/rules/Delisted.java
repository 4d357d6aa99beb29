package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import org.alsolike.tables.ItemFeatures;
import org.apache.spark.sql.Column;

/**
 * Keeps named items out of every list, for everyone.
 *
 * @param ids of the items
 */
public record Delisted(String name, List<String> ids) implements Rule {

  /** The name of the rule that the command {@code delist} adds; no rule of a shop may have it. */
  public static final String BY_COMMAND = "delisted_by_command";

  public Delisted {
    RuleChecks.named(name);
    RuleChecks.require(!ids.isEmpty(), "ids is missing; name an item, or leave the rule out");
    ids = List.copyOf(ids);
  }

  @Override
  public Optional<String> customers() {
    return Optional.empty();
  }

  @Override
  public List<ListName> lists() {
    return List.of();
  }

  @Override
  public Column asks(ItemSql sql) {
    return ItemFeatures.ITEM.col().isin(ids.toArray());
  }

  @Override
  public boolean keepsOut() {
    return true;
  }
}
