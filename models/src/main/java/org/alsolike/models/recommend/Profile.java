package org.alsolike.models.recommend;

import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.tables.Recommendations;
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
    String customer,
    int[] items,
    double[] weights,
    boolean[] bought,
    double[] orders,
    double[] firstDays,
    double[] lastDays,
    double[] prices,
    Row row) {

  /** Room for so many items. */
  static Profile of(String customer, int size, Row row) {
    return new Profile(
        customer,
        new int[size],
        new double[size],
        new boolean[size],
        new double[size],
        new double[size],
        new double[size],
        new double[size],
        row);
  }

  /** From a row as {@link Ranking#customers} gives it. */
  static Profile read(Row row, Catalogue catalogue) {
    List<Row> held = row.getList(row.fieldIndex(Ranking.HELD));
    long[] order = knownByNumber(held, catalogue);
    Profile profile = of(row.getAs(Recommendations.CUSTOMER.name()), order.length, row);
    for (int at = 0; at < order.length; at++) {
      Row one = held.get((int) order[at]);
      profile.items[at] = (int) (order[at] >>> 32);
      profile.weights[at] = one.getDouble(1);
      profile.bought[at] = one.getBoolean(2);
      profile.orders[at] = one.getDouble(3);
      profile.firstDays[at] = known(one, 4);
      profile.lastDays[at] = known(one, 5);
      profile.prices[at] = known(one, 6);
    }
    return profile;
  }

  private static double known(Row one, int field) {
    return one.isNullAt(field) ? Double.NaN : one.getDouble(field);
  }

  /** The item numbers in ascending order, each with its position in the list in the low half. */
  private static long[] knownByNumber(List<Row> held, Catalogue catalogue) {
    return IntStream.range(0, held.size())
        .mapToLong(at -> (long) catalogue.number(held.get(at).getString(0)) << 32 | at)
        .filter(numberAndPosition -> numberAndPosition >= 0)
        .sorted()
        .toArray();
  }

  int size() {
    return items.length;
  }

  /**
   * Whether something with an affinity above 0 is among the known items.
   *
   * @param known by item number
   */
  boolean holdsAnyOf(boolean[] known) {
    return IntStream.range(0, items.length).anyMatch(at -> weights[at] > 0 && known[items[at]]);
  }

  /** The numbers of the items that were bought, kept or returned, ascending. */
  int[] boughtItems() {
    return IntStream.range(0, items.length).filter(at -> bought[at]).map(at -> items[at]).toArray();
  }
}
