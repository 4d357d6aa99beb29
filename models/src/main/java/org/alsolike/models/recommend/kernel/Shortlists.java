package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The lists of a batch of customers while a kernel goes over the items in ascending order. A panel
 * has as many columns as a long has bits: what may not enter a list is a bit per column.
 */
final class Shortlists {

  private final long[] candidates;
  private int[][] own;
  private Selection[] best;
  private int[] next;

  /**
   * @param size how many items there are
   * @param excluded items that no list may hold
   */
  Shortlists(int size, BitSet excluded) {
    BitSet kept = new BitSet(size);
    kept.set(0, size);
    kept.andNot(excluded);
    candidates = Arrays.copyOf(kept.toLongArray(), (size + WIDTH - 1) / WIDTH);
  }

  /** Begins the lists of the next batch. */
  void begin(int batch, int[][] own, Selection[] best) {
    this.own = own;
    this.best = best;
    next = new int[batch];
    for (int customer = 0; customer < batch; customer++) {
      best[customer].clear();
    }
  }

  int batch() {
    return next.length;
  }

  float threshold(int customer) {
    return best[customer].threshold();
  }

  /**
   * Enters what belongs into the customer's list.
   *
   * @param scores those of the panel's items, from {@code at} on
   */
  void offer(int customer, int panel, float[] scores, int at) {
    long above = above(scores, at, best[customer].threshold()) & candidates[panel];
    if (above == 0) {
      return;
    }
    above &= ~own(customer, panel);
    while (above != 0) {
      int column = Long.numberOfTrailingZeros(above);
      best[customer].offer(panel * WIDTH + column, scores[at + column]);
      above &= above - 1;
    }
  }

  private static long above(float[] scores, int at, float threshold) {
    long above = 0;
    for (int column = 0; column < WIDTH; column++) {
      if (scores[at + column] > threshold) {
        above |= 1L << column;
      }
    }
    return above;
  }

  /** Asked for panels in ascending order, it goes once over what the customer has. */
  private long own(int customer, int panel) {
    int[] items = own[customer];
    int at = next[customer];
    while (at < items.length && items[at] < panel * WIDTH) {
      at++;
    }
    long bits = 0;
    while (at < items.length && items[at] < (panel + 1) * WIDTH) {
      bits |= 1L << items[at++];
    }
    next[customer] = at;
    return bits;
  }
}
