package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.models.recommend.Proposal;
import org.apache.spark.sql.Column;

/**
 * Leaves out what its proposer scored too low. Scores are comparable within one tier only.
 *
 * @param score the least that is listed
 * @param tier whose scores: a recommender, popular or popular_in_country
 * @param items which; empty: all
 */
public record MinimumScore(
    String name,
    double score,
    String tier,
    Optional<String> items,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  public MinimumScore {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
  }

  @Override
  public Column asks(ItemSql sql) {
    return sql.where(items);
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    return Optional.of(new Threshold(score, tier, answers.met()));
  }

  private record Threshold(double score, String tier, Set<String> items) implements Move {
    @Override
    public boolean drops(Proposal proposal) {
      return proposal.tier().equals(tier)
          && proposal.score() < score
          && items.contains(proposal.item());
    }
  }
}
