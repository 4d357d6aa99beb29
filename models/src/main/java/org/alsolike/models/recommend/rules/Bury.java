package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Moves items down.
 *
 * @param places by how many places; empty: below everything that is not buried
 */
public record Bury(
    String name,
    String items,
    Optional<Integer> places,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  private static final int ALL_THE_WAY = 1_000_000;

  public Bury {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    places.ifPresent(
        given -> RuleChecks.require(given >= 1, "places must be at least 1, but is %s", given));
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.condition("items", items);
  }

  @Override
  public Wish wish() {
    return Wish.DOWN;
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    return Optional.of(new Boost.Shift(-places.orElse(ALL_THE_WAY), answers.met()));
  }
}
