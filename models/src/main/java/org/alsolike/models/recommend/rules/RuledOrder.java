package org.alsolike.models.recommend.rules;

import java.io.Serializable;
import java.util.List;
import org.alsolike.models.recommend.ListOrder;
import org.alsolike.models.recommend.Proposal;
import org.alsolike.models.recommend.Proposal.Placed;

/**
 * The order of a list under rules, which work in this order whatever theirs in the configuration:
 * minimum scores, boosts and buries together, then place by place pins, else the best by diversity
 * for which there is room. So a list that is cut shorter is the beginning of the longer one.
 */
record RuledOrder(List<Active> rules) implements ListOrder {

  /**
   * A rule at work.
   *
   * @param bit of the viewers for whom it holds
   */
  record Active(int bit, String name, Move move) implements Serializable {}

  @Override
  public List<Placed> placed(List<Proposal> proposals, Viewer viewer, int k) {
    List<Active> holding =
        rules.stream().filter(rule -> (viewer.bits() >>> rule.bit() & 1) == 1).toList();
    return new ListInMaking(holding, proposals, viewer).placed(k);
  }
}
