package org.alsolike.serving.values;

import java.math.BigDecimal;

/**
 * One place of a ranked list; the list's order is the rank.
 *
 * @param score comparable within one list and tier only; six decimals
 * @param tier who proposed it: a recommender, or the step of the fallback
 */
public record ListedItem(String item, BigDecimal score, String tier) {

  public ListedItem {
    score = Exact.scaled(score);
  }

  /** Rounds the score to six decimals, half to even. */
  public static ListedItem of(String item, double score, String tier) {
    return new ListedItem(item, Exact.decimal("score", score), tier);
  }
}
