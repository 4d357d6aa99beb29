package org.alsolike.models.recommend.neighbours;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sets of items that belong together, as one integer list by basket and one by item (compressed
 * rows). Smaller baskets have smaller numbers: what is added up over an item's baskets is added in
 * the order of their sizes, so that its bits do not depend on how baskets were numbered before.
 */
public final class Baskets {

  private final int[] starts;
  private final int[] items;
  private final int[] holderStarts;
  private final int[] holders;
  private final int capped;
  private final long leftOut;

  private Baskets(int[] starts, int[] items, int itemCount, int capped, long leftOut) {
    this.starts = starts;
    this.items = items;
    this.capped = capped;
    this.leftOut = leftOut;
    holderStarts = new int[itemCount + 1];
    for (int item : items) {
      holderStarts[item + 1]++;
    }
    Arrays.parallelPrefix(holderStarts, Integer::sum);
    holders = new int[items.length];
    int[] next = holderStarts.clone();
    for (int basket = 0; basket < count(); basket++) {
      for (int at = starts[basket]; at < starts[basket + 1]; at++) {
        holders[next[items[at]]++] = basket;
      }
    }
  }

  /**
   * @param most of a basket with more items so many stay, drawn by a hash: looking for neighbours
   *     takes at most so many steps for each pair that stays
   */
  public static Baskets of(Pairs pairs, int most) {
    int[] starts = new int[pairs.basketCount() + 1];
    for (int basket : pairs.baskets()) {
      starts[basket + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] items = new int[pairs.items().length];
    int[] next = starts.clone();
    for (int at = 0; at < items.length; at++) {
      items[next[pairs.baskets()[at]]++] = pairs.items()[at];
    }
    int[] sizes = new int[pairs.basketCount()];
    int capped = 0;
    long leftOut = 0;
    for (int basket = 0; basket < sizes.length; basket++) {
      int distinct = sortedDistinct(items, starts[basket], starts[basket + 1]);
      sizes[basket] = Math.min(distinct, most);
      if (distinct > most) {
        draw(pairs, basket, items, starts[basket], distinct, most);
        capped++;
        leftOut += distinct - most;
      }
    }
    return bySize(starts, items, sizes, pairs.itemCount(), capped, leftOut);
  }

  /** Moves the distinct numbers of a stretch to its beginning, and tells how many there are. */
  private static int sortedDistinct(int[] items, int from, int to) {
    Arrays.sort(items, from, to);
    int distinct = 0;
    for (int at = from; at < to; at++) {
      if (at == from || items[at] != items[at - 1]) {
        items[from + distinct++] = items[at];
      }
    }
    return distinct;
  }

  /** Leaves the items whose numbers drawn are least at the beginning of the basket's stretch. */
  private static void draw(Pairs pairs, int basket, int[] items, int from, int distinct, int most) {
    long[] drawn =
        IntStream.range(from, from + distinct)
            .mapToLong(at -> (long) pairs.drawn(basket, items[at]) << 32 | items[at])
            .sorted()
            .toArray();
    for (int at = 0; at < most; at++) {
      items[from + at] = (int) drawn[at];
    }
  }

  private static Baskets bySize(
      int[] starts, int[] items, int[] sizes, int itemCount, int capped, long leftOut) {
    int[] places = new int[Arrays.stream(sizes).max().orElse(0) + 2];
    for (int size : sizes) {
      places[size + 1]++;
    }
    Arrays.parallelPrefix(places, Integer::sum);
    int[] order = new int[sizes.length];
    for (int basket = 0; basket < sizes.length; basket++) {
      order[places[sizes[basket]]++] = basket;
    }
    int[] ordered = new int[sizes.length + 1];
    for (int place = 0; place < order.length; place++) {
      ordered[place + 1] = ordered[place] + sizes[order[place]];
    }
    int[] kept = new int[ordered[order.length]];
    for (int place = 0; place < order.length; place++) {
      int basket = order[place];
      System.arraycopy(items, starts[basket], kept, ordered[place], sizes[basket]);
    }
    return new Baskets(ordered, kept, itemCount, capped, leftOut);
  }

  /** How many baskets there are. */
  public int count() {
    return starts.length - 1;
  }

  /** How many items lie in a basket. */
  int size(int basket) {
    return starts[basket + 1] - starts[basket];
  }

  int itemCount() {
    return holderStarts.length - 1;
  }

  /** How many baskets hold the item. */
  int with(int item) {
    return holderStarts[item + 1] - holderStarts[item];
  }

  /** Items in all baskets. */
  public int entries() {
    return items.length;
  }

  /** How many baskets held more items than the most. */
  public int capped() {
    return capped;
  }

  /** How many items were left out of them. */
  public long leftOut() {
    return leftOut;
  }

  /**
   * Adds to the sum of each other item the weights of the baskets in which it lies together with
   * {@code item}.
   */
  void addTogetherWith(int item, double[] weights, double[] together) {
    for (int at = holderStarts[item]; at < holderStarts[item + 1]; at++) {
      int basket = holders[at];
      double weight = weights[basket];
      for (int held = starts[basket]; held < starts[basket + 1]; held++) {
        together[items[held]] += weight;
      }
    }
  }
}
