package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;
import static org.alsolike.models.recommend.kernel.VectorTile.CUSTOMERS;

/** With the JVM's vector module: a panel stays in the first cache while a batch goes past it. */
record VectorKernel(VectorTile tile, String description) implements TopKKernel {

  @Override
  public void offer(ItemPanels items, float[] customers, Shortlists shortlists) {
    int rank = items.rank();
    float[] sixes = inSixes(customers, shortlists.batch(), rank);
    float[] scores = new float[CUSTOMERS * WIDTH];
    for (int panel = 0; panel < items.panels(); panel++) {
      for (int first = 0; first < shortlists.batch(); first += CUSTOMERS) {
        tile.multiply(sixes, first * rank, rank, items.packed(), items.start(panel), scores);
        offer(first, panel, scores, shortlists);
      }
    }
  }

  private void offer(int first, int panel, float[] scores, Shortlists shortlists) {
    int count = Math.min(CUSTOMERS, shortlists.batch() - first);
    for (int customer = 0; customer < count; customer++) {
      int at = customer * WIDTH;
      if (tile.anyAbove(shortlists.threshold(first + customer), scores, at)) {
        shortlists.offer(first + customer, panel, scores, at);
      }
    }
  }

  /** Six customers after the other, the factors of each six side by side. */
  private static float[] inSixes(float[] customers, int batch, int rank) {
    float[] sixes = new float[(batch + CUSTOMERS - 1) / CUSTOMERS * CUSTOMERS * rank];
    for (int customer = 0; customer < batch; customer++) {
      int start = (customer - customer % CUSTOMERS) * rank + customer % CUSTOMERS;
      for (int factor = 0; factor < rank; factor++) {
        sixes[start + factor * CUSTOMERS] = customers[customer * rank + factor];
      }
    }
    return sixes;
  }
}
