package org.alsolike.models.evaluate;

import java.util.Arrays;

/**
 * How one model's lists spread over the catalogue.
 *
 * @param times in how many lists each item is, 0 for items in none; one place per item sold
 * @param novelty mean self-information of the places, in bits; NaN without a place
 */
record ItemExposure(long[] times, double novelty) {

  /** The share of the items that at least one list holds. */
  double coverage() {
    return (double) Arrays.stream(times).filter(count -> count > 0).count() / times.length;
  }

  /**
   * The Gini coefficient: 0 when every item is in as many lists as any other, near 1 when few items
   * fill all lists. {@code sum of (2 i - n - 1) x_i / (n sum of x)}, x ascending, i from 1.
   */
  double gini() {
    long[] ascending = times.clone();
    Arrays.sort(ascending);
    double weighted = 0;
    double total = 0;
    for (int i = 0; i < ascending.length; i++) {
      weighted += (2.0 * (i + 1) - ascending.length - 1) * ascending[i];
      total += ascending[i];
    }
    return weighted / (ascending.length * total);
  }
}
