package org.alsolike.models.evaluate;

import java.util.Optional;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;

/**
 * One contender: the lists of one model, made for one task from nothing but the history at the
 * cut-off.
 *
 * @param model its name in every table and figure; unique per task
 * @param whenUnlisted what a customer without a list is shown instead (the list for the whole
 *     shop); empty: such a customer counts as zero
 */
public record JudgedList(
    String model, Task task, Recommendations lists, Optional<PopularItems> whenUnlisted) {

  /** A model on its own: customers for whom it has no list count as zero. */
  public static JudgedList raw(String model, Task task, Recommendations lists) {
    return new JudgedList(model, task, lists, Optional.empty());
  }

  /** Lists as they would be served: a customer without one is shown what is popular. */
  public static JudgedList served(
      String model, Task task, Recommendations lists, PopularItems popular) {
    return new JudgedList(model, task, lists, Optional.of(popular));
  }
}
