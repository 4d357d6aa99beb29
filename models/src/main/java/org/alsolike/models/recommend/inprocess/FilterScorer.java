package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;

/**
 * Scores customers by a {@link FilterModel}. Threads may score at the same time. One customer costs
 * the neighbours of what is held, and rank times items.
 */
public final class FilterScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FilterModel model;
  private final VectorPanels vectors;

  public FilterScorer(FilterModel model) {
    this.model = model;
    vectors = VectorPanels.ofItems(model.vectors(), model.rank());
  }

  /**
   * Writes each item's score for a customer, added in the order given.
   *
   * @param items what the customer holds, by item number
   * @param weights how strongly, one for each of {@code items}
   * @param scores one per item; what was there is overwritten
   */
  public void score(int[] items, float[] weights, float[] scores) {
    model.neighbours().score(items, weights, scores);
    float[] products = vectors.multiply(customer(items, weights));
    for (int item = 0; item < products.length; item++) {
      scores[item] = Math.fma(model.scales()[item], products[item], scores[item]);
    }
  }

  /**
   * The customer's vector: its product with an item's vector, times the item's scale, is the
   * low-pass filter's part of the score.
   */
  public float[] customer(int[] items, float[] weights) {
    float[] customer = new float[model.rank()];
    for (int held = 0; held < items.length; held++) {
      float scale = model.scales()[items[held]];
      float factor = scale > 0 ? weights[held] / scale : 0;
      float[] vector = model.vectors()[items[held]];
      for (int at = 0; at < customer.length; at++) {
        customer[at] = Math.fma(factor, vector[at], customer[at]);
      }
    }
    return customer;
  }

  /** The length of a customer's vector. */
  public int rank() {
    return model.rank();
  }
}
