package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Scores customers by a {@link FilterModel}, whose vectors are packed in panels of {@value #WIDTH}
 * items, each contiguous along the vector, so that the inner loop runs along items. Threads may
 * score at the same time. One customer costs the neighbours of what is held, and rank times items.
 */
public final class FilterScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int WIDTH = VectorRows.WIDTH;

  private final FilterModel model;

  /** By panel, factor and item within the panel; with factors of zero up to a multiple of four. */
  private final float[][][] panels;

  public FilterScorer(FilterModel model) {
    this.model = model;
    panels = new float[(model.items() + WIDTH - 1) / WIDTH][paddedRank()][WIDTH];
    for (int item = 0; item < model.items(); item++) {
      for (int factor = 0; factor < model.rank(); factor++) {
        panels[item / WIDTH][factor][item % WIDTH] = model.vectors()[item][factor];
      }
    }
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
    float[] customer = Arrays.copyOf(customer(items, weights), paddedRank());
    float[] products = new float[WIDTH];
    for (int panel = 0; panel < panels.length; panel++) {
      multiply(panels[panel], customer, products);
      int first = panel * WIDTH;
      for (int item = first; item < Math.min(first + WIDTH, scores.length); item++) {
        scores[item] = Math.fma(model.scales()[item], products[item - first], scores[item]);
      }
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

  private static void multiply(float[][] panel, float[] customer, float[] products) {
    Arrays.fill(products, 0f);
    for (int factor = 0; factor < panel.length; factor += 4) {
      VectorRows.addFour(
          customer[factor],
          customer[factor + 1],
          customer[factor + 2],
          customer[factor + 3],
          panel,
          factor,
          products);
    }
  }

  private int paddedRank() {
    return (model.rank() + 3) / 4 * 4;
  }
}
