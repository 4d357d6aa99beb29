package org.alsolike.models.evaluate;

import static org.alsolike.tables.Affinities.BOUGHT;
import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.ITEM;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The items sold before the cut-off, and how popular they were. Its size is that of the catalogue.
 * Giants are counted nowhere.
 *
 * @param buyers known customers who had bought it, by item; 0 when only others had
 * @param customers known customers who had bought anything
 */
public record SoldItems(SortedMap<String, Long> buyers, long customers) {

  private static final String BUYERS = "buyers";

  public SoldItems {
    buyers = Collections.unmodifiableSortedMap(new TreeMap<>(buyers));
  }

  /** Runs two small jobs. */
  public static SoldItems before(History history) {
    Dataset<Row> bought = history.withoutGiants(history.affinities().rows()).where(BOUGHT.col());
    Dataset<Row> anybody =
        history.purchases().rows().select(ITEM.col()).withColumn(BUYERS, lit(0L));
    SortedMap<String, Long> buyers = new TreeMap<>();
    bought
        .select(ITEM.col())
        .withColumn(BUYERS, lit(1L)) // one row per customer and item
        .union(anybody)
        .groupBy(ITEM.col())
        .agg(sum(BUYERS))
        .collectAsList()
        .forEach(row -> buyers.put(row.getString(0), row.getLong(1)));
    return new SoldItems(buyers, bought.agg(countDistinct(CUSTOMER.col())).head().getLong(0));
  }

  /** -log2 of the share of customers who had bought the item; with no buyer, as with one. */
  double selfInformation(String item) {
    double share = (double) Math.max(1, buyers.get(item)) / Math.max(1, customers);
    return -StrictMath.log(share) / StrictMath.log(2);
  }

  /**
   * The most bought items that together make at least the first third of all pairs of customer and
   * item, and those that make the second.
   */
  List<Set<String>> headAndMiddle() {
    List<String> mostBought = new ArrayList<>(buyers.keySet());
    mostBought.sort(Comparator.<String>comparingLong(buyers::get).reversed());
    long pairs = buyers.values().stream().mapToLong(Long::longValue).sum();
    List<Set<String>> strata = List.of(new TreeSet<>(), new TreeSet<>());
    long before = 0;
    for (String item : mostBought) {
      int third = (int) (3 * before / Math.max(1, pairs));
      if (third < strata.size()) {
        strata.get(third).add(item);
      }
      before += buyers.get(item);
    }
    return strata;
  }
}
