package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The lists of a batch of customers while a kernel goes over the panels of items in order. A panel
 * has as many columns as a long has bits: what may not enter a list is a bit per column.
 */
final class Shortlists {

  private final ItemPanels items;
  private final long[] candidates;
  private int[][] own;
  private Selection[] best;
  private double[] bounds = {};

  /**
   * @param excluded items that no list may hold
   */
  Shortlists(ItemPanels items, BitSet excluded) {
    this.items = items;
    BitSet kept = new BitSet(items.size());
    kept.set(0, items.size());
    excluded.stream().filter(item -> item < items.size()).map(items::position).forEach(kept::clear);
    candidates = Arrays.copyOf(kept.toLongArray(), items.panels());
  }

  /** Begins the lists of the next batch. */
  void begin(float[] customers, int batch, int[][] own, Selection[] best) {
    this.own = own;
    this.best = best;
    bounds = new double[batch];
    for (int customer = 0; customer < batch; customer++) {
      bounds[customer] = items.bound(customers, customer);
      best[customer].clear();
    }
  }

  int batch() {
    return bounds.length;
  }

  /**
   * Writes who may still gain from this panel or from one that follows: not those whose k-th best
   * score is above all that the lengths of vectors allow.
   *
   * @param customers takes their numbers, ascending
   * @return how many they are
   */
  int open(int panel, int[] customers) {
    int open = 0;
    for (int customer = 0; customer < bounds.length; customer++) {
      if (bounds[customer] * items.longest(panel) > best[customer].threshold()) {
        customers[open++] = customer;
      }
    }
    return open;
  }

  /** What a score must exceed to be offered. */
  float threshold(int customer) {
    return best[customer].threshold();
  }

  /**
   * Enters what belongs into the customer's list.
   *
   * @param scores those of the panel's items, from {@code at} on
   */
  void offer(int customer, int panel, float[] scores, int at) {
    offer(customer, panel, above(scores, at, threshold(customer)), scores, at);
  }

  /**
   * The same when it is known which scores are above the customer's threshold.
   *
   * @param above one bit per column
   */
  void offer(int customer, int panel, long above, float[] scores, int at) {
    Selection list = best[customer];
    for (long left = above & candidates[panel]; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      float score = scores[at + column];
      int item = items.item(panel * WIDTH + column);
      if (score > list.threshold() && Arrays.binarySearch(own[customer], item) < 0) {
        list.offer(item, score);
      }
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
}
