package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.tables.Affinities;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What some customers may not be shown, beside what nobody may: each customer has a set of bits,
 * and a limit holds for those who have its bit.
 *
 * @param customers one row per customer whose bits are known: customer_id and {@value #BITS}
 * @param otherwise the bits of every other customer
 */
public record Limits(
    Optional<Dataset<Row>> customers, long otherwise, List<Barred> barred, List<Resting> resting) {

  /** Column of a customer's bits. */
  public static final String BITS = "limits";

  public Limits {
    barred = List.copyOf(barred);
    resting = List.copyOf(resting);
  }

  /** Limits of which some hold for some customers only. */
  public static Limits bySome(
      Dataset<Row> customers, long otherwise, List<Barred> barred, List<Resting> resting) {
    return new Limits(Optional.of(customers), otherwise, barred, resting);
  }

  /** Limits that hold for all customers. */
  public static Limits byAll(long bits, List<Barred> barred, List<Resting> resting) {
    return new Limits(Optional.empty(), bits, barred, resting);
  }

  /** Items that a customer with this bit is not shown. */
  public record Barred(int bit, Set<String> items) implements Serializable {
    boolean bars(long bits, String item) {
      return has(bits, bit) && items.contains(item);
    }
  }

  /** Items that a customer with this bit is not shown for some days after buying them. */
  public record Resting(int bit, double days, Set<String> items) implements Serializable {

    /**
     * @param daysSince from the last purchase to the as-of; NaN when there is none
     */
    boolean bars(long bits, String item, double daysSince) {
      return has(bits, bit) && daysSince < days && items.contains(item);
    }
  }

  static boolean has(long bits, int bit) {
    return (bits >>> bit & 1) == 1;
  }

  /** The same rows, one per customer, with each one's bits. */
  Dataset<Row> joinedTo(Dataset<Row> rows) {
    if (customers.isEmpty()) {
      return rows.withColumn(BITS, lit(otherwise));
    }
    String[] id = {Affinities.CUSTOMER.name()};
    // at most one row per customer on the right
    return rows.join(customers.get(), id, "left")
        .withColumn(BITS, coalesce(col(BITS), lit(otherwise)));
  }

  Numbered numbered(Catalogue catalogue) {
    return new Numbered(
        barred.stream().map(one -> catalogue.numbers(one.items())).toArray(BitSet[]::new),
        barred.stream().mapToInt(Barred::bit).toArray(),
        resting.stream().map(one -> catalogue.numbers(one.items())).toArray(BitSet[]::new),
        resting.stream().mapToInt(Resting::bit).toArray(),
        resting.stream().mapToDouble(Resting::days).toArray());
  }

  /** The limits in the item numbers of a catalogue. */
  record Numbered(
      BitSet[] barred, int[] barredBits, BitSet[] resting, int[] restingBits, double[] days)
      implements Serializable {

    static final Numbered NONE =
        new Numbered(new BitSet[0], new int[0], new BitSet[0], new int[0], new double[0]);

    boolean none() {
      return barred.length + resting.length == 0;
    }

    /** The numbers of the items that this customer may not be shown. */
    BitSet of(Profile profile) {
      BitSet items = new BitSet();
      if (none()) {
        return items;
      }
      long bits = profile.row().getLong(profile.row().fieldIndex(BITS));
      for (int limit = 0; limit < barred.length; limit++) {
        if (has(bits, barredBits[limit])) {
          items.or(barred[limit]);
        }
      }
      for (int limit = 0; limit < resting.length; limit++) {
        if (has(bits, restingBits[limit])) {
          addResting(limit, profile, items);
        }
      }
      return items;
    }

    private void addResting(int limit, Profile profile, BitSet items) {
      for (int at = 0; at < profile.size(); at++) {
        int item = profile.items()[at];
        if (profile.lastDays()[at] < days[limit] && resting[limit].get(item)) {
          items.set(item);
        }
      }
    }
  }
}
