package org.alsolike.models.recommend;

import org.apache.spark.sql.Row;

/**
 * Whom to score for: what a customer holds, by item number in ascending order, so that sums run in
 * one order everywhere. All arrays are as long as the customer has items that the catalogue knows.
 *
 * @param items the item numbers
 * @param weights affinities; 0 for what came back
 * @param bought false for what was only looked at
 * @param orders in how many orders the item was bought and kept
 * @param firstDays days from the first such order to the as-of; NaN when there is none
 * @param lastDays days from the last such order to the as-of; NaN when there is none
 * @param prices mean unit price paid; NaN when there is none
 * @param row what the model itself knows about the customer, when it knows something
 */
record Profile(
    int[] items,
    double[] weights,
    boolean[] bought,
    double[] orders,
    double[] firstDays,
    double[] lastDays,
    double[] prices,
    Row row) {

  /** Room for so many items. */
  static Profile of(int size, Row row) {
    return new Profile(
        new int[size],
        new double[size],
        new boolean[size],
        new double[size],
        new double[size],
        new double[size],
        new double[size],
        row);
  }

  int size() {
    return items.length;
  }
}
