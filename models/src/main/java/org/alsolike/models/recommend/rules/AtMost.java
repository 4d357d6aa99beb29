package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.models.recommend.Proposal;
import org.apache.spark.sql.Column;

/**
 * Lists only so many items of one category; the best of them stay.
 *
 * @param count how many
 * @param per SQL that names an item's category; an item without one is not counted
 */
public record AtMost(
    String name, int count, String per, Optional<String> customers, List<ListName> lists)
    implements Rule {

  public AtMost {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(count >= 1, "count must be at least 1, but is %s", count);
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.text("per", per);
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    return Optional.of(new Cap(count, answers.texts()));
  }

  private record Cap(int count, Map<String, String> categories) implements Move {
    @Override
    public boolean isFull(Proposal proposal, List<Proposal> above) {
      String category = categories.get(proposal.item());
      return category != null
          && above.stream().filter(other -> category.equals(categories.get(other.item()))).count()
              >= count;
    }
  }
}
