package org.alsolike.models.recommend;

import java.util.List;

/**
 * An item that somebody proposes for a list.
 *
 * @param score as its proposer gave it
 * @param tier who proposes it
 * @param place in the order of the proposals, from 1; 0 when a rule put it there and nobody else
 */
public record Proposal(String item, double score, String tier, long place) {

  /** The tier of an item that nobody proposed and a rule pinned. */
  public static final String PINNED = "pinned";

  public static Proposal pinned(String item) {
    return new Proposal(item, 0, PINNED, 0);
  }

  /**
   * What became of a proposal.
   *
   * @param rank in the list, from 1; 0 when it is not in it
   * @param rules names of the rules that moved it or left it out
   */
  public record Placed(Proposal proposal, long rank, List<String> rules) {

    public Placed {
      rules = List.copyOf(rules);
    }
  }
}
