package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.models.recommend.Proposal;
import org.apache.spark.sql.Column;

/**
 * Keeps a list from saying the same thing twice, by maximal marginal relevance (Carbonell,
 * Goldstein 1998, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing
 * Summaries"): each place goes to the item with the greatest (1 - weight) x relevance - weight x
 * likeness, where likeness is that to the most alike of the items above. Relevance is the place in
 * the order so far: 1 for the first, falling evenly to 0.
 *
 * @param weight from 0 (only relevance) to 1 (only difference)
 * @param per SQL that names an item's category: items of one category are alike, others are not;
 *     empty: as alike as the also_like recommender says
 */
public record Diversity(
    String name,
    double weight,
    Optional<String> per,
    Optional<String> customers,
    List<ListName> lists)
    implements Rule {

  public Diversity {
    RuleChecks.named(name);
    lists = RuleChecks.lists(customers, lists);
    RuleChecks.require(
        weight >= 0 && weight <= 1, "weight must be between 0 and 1, but is %s", weight);
  }

  @Override
  public Column asks(ItemSql sql) {
    return per.map(given -> sql.text("per", given)).orElse(sql.nothing());
  }

  @Override
  public boolean needsSimilarity() {
    return per.isEmpty();
  }

  @Override
  public Optional<Move> move(ItemAnswers answers) {
    return Optional.of(
        per.isPresent()
            ? new Categories(weight, answers.texts())
            : new Neighbours(weight, answers.likeness()));
  }

  private record Categories(double weight, Map<String, String> categories) implements Move {
    @Override
    public double likeness(Proposal one, Proposal other) {
      String category = categories.get(one.item());
      return category != null && category.equals(categories.get(other.item())) ? 1 : 0;
    }
  }

  private record Neighbours(double weight, ItemLikeness items) implements Move {
    @Override
    public double likeness(Proposal one, Proposal other) {
      return items.between(one.item(), other.item());
    }
  }
}
