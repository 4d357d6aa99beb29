package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.models.recommend.Proposal;
import org.apache.spark.sql.Column;

/**
 * Moves items up.
 *
 * @param places by how many places; boosts and buries add up. Places, not scores: they mean the
 *     same whatever recommender proposes
 */
public record Boost(
    String name, String items, int places, Optional<String> customers, List<ListName> lists)
    implements Rule {

  public Boost {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(places >= 1, "places must be at least 1, but is %s", places);
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.condition("items", items);
  }

  @Override
  public Wish wish() {
    return Wish.UP;
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    return Optional.of(new Shift(places, answers.met()));
  }

  /** Moves these items by so many places, down below 0. */
  record Shift(int places, Set<String> items) implements Move {
    @Override
    public int placesUp(Proposal proposal) {
      return items.contains(proposal.item()) ? places : 0;
    }
  }
}
