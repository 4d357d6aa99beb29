package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alsolike.tables.Events;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Sets of items that belong together, as one integer list by basket and one by item (compressed
 * rows): eight bytes for each item of a basket. All of it is held by every process, which is why it
 * is {@linkplain #measure measured} before it is {@linkplain #collect made}.
 */
final class Baskets implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ITEMS = "items";

  private final int[] basketStarts;
  private final int[] basketItems;
  private final int[] itemStarts;
  private final int[] itemBaskets;

  private Baskets(List<int[]> baskets, int items) {
    basketStarts = new int[baskets.size() + 1];
    itemStarts = new int[items + 1];
    int entries = 0;
    for (int basket = 0; basket < baskets.size(); basket++) {
      entries += baskets.get(basket).length;
      basketStarts[basket + 1] = entries;
      for (int item : baskets.get(basket)) {
        itemStarts[item + 1]++;
      }
    }
    Arrays.parallelPrefix(itemStarts, Integer::sum);
    basketItems = new int[entries];
    itemBaskets = new int[entries];
    int[] next = Arrays.copyOf(itemStarts, items);
    for (int basket = 0; basket < baskets.size(); basket++) {
      int[] held = baskets.get(basket);
      System.arraycopy(held, 0, basketItems, basketStarts[basket], held.length);
      for (int item : held) {
        itemBaskets[next[item]++] = basket;
      }
    }
  }

  /** How many baskets hold the item. */
  int with(int item) {
    return itemStarts[item + 1] - itemStarts[item];
  }

  /** Adds to {@code counts}, by item, in how many baskets it lies together with {@code item}. */
  void addTogetherWith(int item, int[] counts) {
    for (int at = itemStarts[item]; at < itemStarts[item + 1]; at++) {
      int basket = itemBaskets[at];
      for (int held = basketStarts[basket]; held < basketStarts[basket + 1]; held++) {
        counts[basketItems[held]]++;
      }
    }
  }

  /**
   * What the baskets amount to.
   *
   * @param capped how many baskets hold more items than are looked at
   * @param entries items in all baskets, after the cap
   */
  record Size(long baskets, long capped, long entries) {

    /** Lists by basket and by item, twice: as they are made, and as they are sent. */
    long megabytes() {
      return 2 * (8 * entries + 4 * baskets) >> 20;
    }

    /**
     * @throws IllegalArgumentException when more memory would be needed
     */
    void requireWithin(int limitMb) {
      if (megabytes() > limitMb) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "memory_limit_mb must be at least %d for %,d baskets with %,d items, but is %d;"
                    + " raise it, or lower max_basket",
                megabytes(),
                baskets,
                entries,
                limitMb));
      }
    }

    Size plus(Size other) {
      return new Size(baskets + other.baskets, capped + other.capped, entries + other.entries);
    }
  }

  /**
   * @param grouped as {@link #grouped} gives them
   */
  static Size measure(Dataset<Row> grouped, int maxBasket) {
    Column tooLarge = size(col(ITEMS)).gt(maxBasket);
    Row row =
        grouped
            .agg(count(lit(1)), count_if(tooLarge), sum(least(size(col(ITEMS)), lit(maxBasket))))
            .first();
    return new Size(row.getLong(0), row.getLong(1), row.isNullAt(2) ? 0 : row.getLong(2));
  }

  /** One row per basket: its id and its distinct items. */
  static Dataset<Row> grouped(Dataset<Row> rows, Column basket) {
    return rows.groupBy(basket.as("basket")).agg(collect_set(Events.ITEM.col()).as(ITEMS));
  }

  /** Brings the baskets together, each cut to {@code maxBasket} items that a hash draws. */
  static Baskets collect(Dataset<Row> grouped, Catalogue catalogue, int maxBasket) {
    var context = JavaSparkContext.fromSparkContext(grouped.sparkSession().sparkContext());
    List<int[]> baskets =
        grouped
            .mapPartitions(
                new Numbered(context.broadcast(catalogue), maxBasket), Encoders.kryo(int[].class))
            .collectAsList();
    return new Baskets(baskets, catalogue.size());
  }

  private record Numbered(Broadcast<Catalogue> catalogue, int maxBasket)
      implements MapPartitionsFunction<Row, int[]> {

    @Override
    public Iterator<int[]> call(Iterator<Row> baskets) {
      Iterable<Row> once = () -> baskets;
      return stream(once).map(this::items).iterator();
    }

    private static Stream<Row> stream(Iterable<Row> rows) {
      return StreamSupport.stream(rows.spliterator(), false);
    }

    private int[] items(Row row) {
      String basket = row.getString(0);
      List<String> ids = row.getList(1);
      Stream<String> kept = ids.stream();
      if (ids.size() > maxBasket) {
        Comparator<String> drawn = Comparator.comparingInt(item -> drawn(basket, item));
        kept = kept.sorted(drawn.thenComparing(Comparator.naturalOrder())).limit(maxBasket);
      }
      return kept.mapToInt(catalogue.value()::number).filter(item -> item >= 0).sorted().toArray();
    }

    /** A number that looks random, yet the same wherever it is drawn: MurmurHash3's last mix. */
    private static int drawn(String basket, String item) {
      int hash = 31 * basket.hashCode() + item.hashCode();
      hash = (hash ^ hash >>> 16) * 0x85ebca6b;
      hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
      return hash ^ hash >>> 16;
    }
  }
}
