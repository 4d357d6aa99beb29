package org.alsolike.models.evaluate;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a run may change for those who see the lists, before its results are served. That a list
 * breaks a rule of the shop is never allowed.
 *
 * @param maxChanged largest share, 0 to 1, of customers whose first k hold other items; 1 allows
 *     any
 * @param maxEmptied largest share of customers with a list now served who would have none
 * @param minItems least number of different items shown, for one shown now
 */
public record ChangeGates(double maxChanged, double maxEmptied, double minItems) {

  public ChangeGates {
    share("max_changed", maxChanged);
    share("max_emptied", maxEmptied);
    share("min_items", minItems);
  }

  public static ChangeGates defaults() {
    return new ChangeGates(1, 0.1, 0.5);
  }

  /**
   * What is known of one list.
   *
   * @param list its name
   * @param changed share of customers whose first k hold other items
   * @param emptied share of customers with a list served who would have none
   * @param items items shown for one shown now; NaN where none is shown now
   */
  public record Changed(String list, double changed, double emptied, double items) {}

  /** Decides on one list. */
  public List<GateResult> judge(Changed list) {
    List<GateResult> results = new ArrayList<>();
    results.add(
        atMost(
            "max_changed",
            "%s: share of customers with other items".formatted(list.list()),
            list.changed(),
            maxChanged));
    results.add(judgeEmptied(list.list(), list.emptied()));
    if (!Double.isNaN(list.items())) {
      results.add(
          new GateResult(
              "changes.min_items",
              list.items() >= minItems,
              list.items(),
              minItems,
              String.format(
                  ROOT,
                  "%s: items shown for one shown now are %.3f, wanted at least %.3f",
                  list.list(),
                  list.items(),
                  minItems)));
    }
    return results;
  }

  /** Decides on how many lists of one kind get lost. */
  public GateResult judgeEmptied(String list, double emptied) {
    return atMost(
        "max_emptied", "%s: share of lists that get lost".formatted(list), emptied, maxEmptied);
  }

  /**
   * Decides on all lists together.
   *
   * @param broken places that break a rule
   */
  public static GateResult judge(long broken) {
    return new GateResult(
        "changes.broken_rules",
        broken == 0,
        broken,
        0,
        "%d places break a rule, allowed none".formatted(broken));
  }

  private static GateResult atMost(String name, String what, double value, double threshold) {
    String reason = String.format(ROOT, "%s is %.3f, allowed at most %.3f", what, value, threshold);
    return new GateResult("changes." + name, value <= threshold, value, threshold, reason);
  }

  private static void share(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s must be between 0 and 1, but is %s".formatted(key, value));
    }
  }
}
