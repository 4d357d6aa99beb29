package org.alsolike.models.recommend.neighbours;

/**
 * Which items lie in which baskets, in any order; a pair may stand more than once.
 *
 * @param basketHashes of each basket, which draw what a {@linkplain Baskets#of cap} leaves of it
 * @param itemHashes of each item, likewise
 * @param baskets the basket of each pair
 * @param items the item of each pair
 */
public record Pairs(int[] basketHashes, int[] itemHashes, int[] baskets, int[] items) {

  /** What a process takes for each pair: here, and twice in {@link Baskets}. */
  public static final int BYTES_PER_PAIR = 2 * Integer.BYTES + 3 * Integer.BYTES;

  public int basketCount() {
    return basketHashes.length;
  }

  public int itemCount() {
    return itemHashes.length;
  }

  /** A number that looks random, yet the same wherever it is drawn: MurmurHash3's last mix. */
  int drawn(int basket, int item) {
    int hash = 31 * basketHashes[basket] + itemHashes[item];
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }
}
