package org.alsolike.models.recommend.kernel;

import java.util.BitSet;

/**
 * Finds the items whose vectors have the greatest products with a customer's, for one batch of
 * customers after the other. For one thread.
 */
public final class TopKSearch {

  private final TopKKernel kernel;
  private final ItemPanels items;
  private final BitSet excluded;
  private final Shortlists shortlists;

  /**
   * @param excluded numbers of items that no list may hold
   */
  public TopKSearch(TopKKernel kernel, ItemPanels items, BitSet excluded) {
    this.kernel = kernel;
    this.items = items;
    this.excluded = (BitSet) excluded.clone();
    this.shortlists = new Shortlists(items, excluded);
  }

  /**
   * Fills a list for each customer of a batch: the best items without the excluded and the
   * customer's own, ties to the smaller item number.
   *
   * @param customers one vector per customer ({@code batch x rank}), one after the other
   * @param batch how many customers; some dozens make best use of the caches
   * @param own numbers of the items that a customer's list may not hold, ascending, per customer
   * @param best the list of each customer, emptied first
   * @throws IllegalArgumentException if a customer's products might overflow, or own items do not
   *     ascend
   */
  public void topK(float[] customers, int batch, int[][] own, Selection[] best) {
    for (int customer = 0; customer < batch; customer++) {
      requireFinite(customers, customer);
      requireAscending(own[customer], customer);
    }
    shortlists.begin(customers, batch, own, best);
    kernel.offer(items, customers, shortlists);
  }

  /**
   * Fills one customer's list with the best of a few items, without the excluded.
   *
   * @param candidates numbers of the items that the list may hold, each once
   * @param customers vectors, one after the other
   * @param customer which of them
   * @param best emptied first
   * @throws IllegalArgumentException if the customer's products might overflow
   */
  public void topKAmong(int[] candidates, float[] customers, int customer, Selection best) {
    requireFinite(customers, customer);
    best.clear();
    for (int item : candidates) {
      if (!excluded.get(item)) {
        best.offer(item, items.product(customers, customer, item));
      }
    }
  }

  private void requireFinite(float[] customers, int customer) {
    if (!items.givesFiniteProducts(customers, customer)) {
      throw new IllegalArgumentException(
          "the vector of customer %d of the batch must give finite scores, but its factors are too great or not finite"
              .formatted(customer));
    }
  }

  private static void requireAscending(int[] own, int customer) {
    for (int at = 1; at < own.length; at++) {
      if (own[at - 1] > own[at]) {
        throw new IllegalArgumentException(
            "own items of customer %d of the batch must ascend, but %d comes before %d"
                .formatted(customer, own[at - 1], own[at]));
      }
    }
  }
}
