package org.alsolike.benchmarks.speed;

/**
 * How large the generated shop is. XS only shows that all works. S has a tenth of M's customers and
 * pairs and a quarter of its items; L four times its customers and pairs and twice its items. Those
 * named after their pairs sell M's or L's items to more or fewer customers, to see how cost grows
 * with the pairs alone. A customer holds 37.5 items in the mean in each.
 */
enum Size {
  XS(240, 500, 9_000),
  S(10_000, 5_000, 375_000),
  M(100_000, 20_000, 3_750_000),
  L(400_000, 40_000, 15_000_000),
  M_1250K(33_333, 20_000, 1_250_000),
  M_2500K(66_667, 20_000, 2_500_000),
  M_5000K(133_333, 20_000, 5_000_000),
  L_1000K(26_667, 40_000, 1_000_000);

  private final int customers;
  private final int items;
  private final int pairs;

  Size(int customers, int items, int pairs) {
    this.customers = customers;
    this.items = items;
    this.pairs = pairs;
  }

  int customers() {
    return customers;
  }

  int items() {
    return items;
  }

  /** Customer and item pairs to train on. */
  int pairs() {
    return pairs;
  }
}
