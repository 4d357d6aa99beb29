package org.alsolike.models.recommend.kernel;

/**
 * One customer's list in the making: the k best of the items offered, best first; of equal scores
 * the smaller item number wins, whatever the order in which they were offered.
 */
public final class Selection {

  private static final long LOW_HALF = 0xFFFF_FFFFL;

  /** Descending. Score and item as one number whose order is theirs, so that one compare tells. */
  private final long[] keys;

  private int size;
  private float threshold;

  /**
   * @param k how many items the list holds at most, from 1
   */
  public Selection(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
    keys = new long[k];
    clear();
  }

  /** Empties the list for the next customer. */
  public void clear() {
    size = 0;
    threshold = Float.NEGATIVE_INFINITY;
  }

  /** How many items the list holds. */
  public int size() {
    return size;
  }

  /** The item at a rank from 0. */
  public int item(int rank) {
    return (int) ~keys[rank];
  }

  /** The score at a rank from 0; never minus zero. */
  public float score(int rank) {
    return Float.intBitsToFloat(flipped((int) (keys[rank] >> 32)));
  }

  /**
   * What a score must exceed to enter: just below the k-th best so far, as an equal score of a
   * smaller item enters too.
   */
  float threshold() {
    return threshold;
  }

  /**
   * Enters the item if it is among the k best so far.
   *
   * @param score not a NaN
   */
  void offer(int item, float score) {
    // Minus zero equals zero, but its bits sort before it.
    int ordered = flipped(Float.floatToRawIntBits(score + 0f));
    long key = (long) ordered << 32 | (~item & LOW_HALF);
    if (size == keys.length && key <= keys[size - 1]) {
      return;
    }
    int position = positionOf(key);
    int moved = Math.min(size, keys.length - 1) - position;
    System.arraycopy(keys, position, keys, position + 1, moved);
    keys[position] = key;
    size = Math.min(size + 1, keys.length);
    if (size == keys.length) {
      threshold = Math.nextDown(score(size - 1));
    }
  }

  private int positionOf(long key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key > keys[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Between a float's bits and an int of the same order; its own inverse. */
  private static int flipped(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
