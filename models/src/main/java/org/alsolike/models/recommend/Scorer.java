package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.function.IntPredicate;

/** Gives one customer's scores. It is broadcast, so it holds what grows with the items alone. */
@FunctionalInterface
interface Scorer extends Serializable {

  /**
   * Writes the score of each item that it proposes.
   *
   * @param scores by item number; all are {@link Double#NEGATIVE_INFINITY}, which stands for "not
   *     proposed", when the call is made
   */
  void score(Profile profile, double[] scores);

  /**
   * The same for one who looks at some items only, where that saves work.
   *
   * @param candidate whether an item number may be listed for this customer
   */
  default void score(Profile profile, IntPredicate candidate, double[] scores) {
    score(profile, scores);
  }

  /** One that may keep scratch space, for a thread that scores many customers. */
  default Scorer forOneThread() {
    return this;
  }
}
