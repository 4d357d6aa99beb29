package org.alsolike.models.recommend;

import java.io.Serializable;
import org.apache.spark.sql.Row;

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
   * Whom to score for: what a customer holds, by item number in ascending order, so that sums run
   * in one order everywhere.
   *
   * @param weights affinities of the same items; 0 for what came back
   * @param row what the model itself knows about the customer, when it knows something
   */
  record Profile(int[] items, double[] weights, Row row) {}
}
