package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Reads one customer after the other from rows as {@link Ranking#customers} gives them, in the same
 * scratch array: for one thread at a time.
 */
final class HeldItems {

  private final Catalogue catalogue;
  private final boolean[] bought;

  HeldItems(Catalogue catalogue) {
    this.catalogue = catalogue;
    bought = new boolean[catalogue.size()];
  }

  /** Whether the customer that was read last has bought the item. */
  boolean bought(int item) {
    return bought[item];
  }

  /** What the customer of a row holds, of the items that the catalogue knows. */
  Profile profile(Row row) {
    List<Row> held = row.getList(row.fieldIndex(Ranking.HELD));
    Arrays.fill(bought, false);
    long[] order = knownByNumber(held);
    Profile profile = Profile.of(order.length, row);
    for (int at = 0; at < order.length; at++) {
      Row one = held.get((int) order[at]);
      int item = (int) (order[at] >>> 32);
      profile.items()[at] = item;
      profile.weights()[at] = one.getDouble(1);
      profile.bought()[at] = one.getBoolean(2);
      profile.orders()[at] = one.getDouble(3);
      profile.firstDays()[at] = known(one, 4);
      profile.lastDays()[at] = known(one, 5);
      profile.prices()[at] = known(one, 6);
      bought[item] = one.getBoolean(2);
    }
    return profile;
  }

  private static double known(Row one, int field) {
    return one.isNullAt(field) ? Double.NaN : one.getDouble(field);
  }

  /** The item numbers in ascending order, each with its position in the list in the low half. */
  private long[] knownByNumber(List<Row> held) {
    return IntStream.range(0, held.size())
        .mapToLong(at -> (long) catalogue.number(held.get(at).getString(0)) << 32 | at)
        .filter(numberAndPosition -> numberAndPosition >= 0)
        .sorted()
        .toArray();
  }
}
