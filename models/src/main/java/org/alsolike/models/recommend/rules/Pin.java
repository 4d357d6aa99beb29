package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Puts items at a fixed place, proposed or not, whatever their scores and categories. What another
 * rule keeps out stays out, and so does what does not belong into the list, such as something
 * bought in a list of new items.
 *
 * @param at the place of the first of them; the others follow, first those that were proposed, best
 *     first, then by id
 */
public record Pin(
    String name,
    String items,
    Optional<Integer> at,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  public Pin {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    at.ifPresent(
        given -> RuleChecks.require(given >= 1, "at must be at least 1, but is %s", given));
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.condition("items", items);
  }

  @Override
  public Wish wish() {
    return Wish.FIXED;
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    List<String> ascending = answers.met().stream().sorted().toList();
    return Optional.of(new Fixed(List.copyOf(ascending), answers.met(), at.orElse(1)));
  }

  private record Fixed(List<String> pinned, Set<String> items, int pinnedAt) implements Move {
    @Override
    public boolean pins(String item) {
      return items.contains(item);
    }
  }
}
