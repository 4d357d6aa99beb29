package org.alsolike.models.recommend.rules;

import java.util.List;

/**
 * What lists lose by rules.
 *
 * @param list its name
 * @param lists how many there are without the rules
 * @param emptied of which nothing is left
 * @param shortened of which something is left, but less than without the rules
 * @param parts of the rules that took something from these, in the order of the configuration
 */
public record ListLosses(String list, long lists, long emptied, long shortened, List<Part> parts) {

  public ListLosses {
    parts = List.copyOf(parts);
  }

  /**
   * From how many of the emptied and of the shortened lists a rule took at least one item. Several
   * rules may have a part in one list.
   */
  public record Part(String rule, long emptied, long shortened) {}
}
