package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;
import static org.alsolike.models.recommend.kernel.VectorTile.CUSTOMERS;

import java.util.Arrays;

/**
 * With the JVM's vector module: some panels stay in a near cache while a batch goes past them.
 * After these, who can gain nothing more is left out of the sixes.
 */
record VectorKernel(VectorTile tile, String description) implements TopKKernel {

  private static final int PANELS = 8;

  @Override
  public void offer(ItemPanels items, float[] customers, Shortlists shortlists) {
    int[] open = new int[shortlists.batch()];
    int packed = -1;
    float[] sixes = {};
    float[] scores = new float[CUSTOMERS * WIDTH];
    for (int panel = 0; panel < items.panels(); panel += PANELS) {
      int size = shortlists.open(panel, open);
      if (size == 0) {
        return;
      }
      if (size != packed) {
        sixes = inSixes(customers, Arrays.copyOf(open, size), items.rank());
        packed = size;
      }
      int end = Math.min(panel + PANELS, items.panels());
      for (int next = panel; next < end; next++) {
        for (int first = 0; first < size; first += CUSTOMERS) {
          multiply(items, next, sixes, first, scores);
          offer(open, first, Math.min(first + CUSTOMERS, size), next, scores, shortlists);
        }
      }
    }
  }

  private void multiply(ItemPanels items, int panel, float[] sixes, int first, float[] scores) {
    int rank = items.rank();
    tile.multiply(sixes, first * rank, rank, items.packed(), items.start(panel), scores);
  }

  private void offer(
      int[] open, int first, int end, int panel, float[] scores, Shortlists shortlists) {
    for (int next = first; next < end; next++) {
      int at = (next - first) * WIDTH;
      long above = tile.above(shortlists.threshold(open[next]), scores, at);
      if (above != 0) {
        shortlists.offer(open[next], panel, above, scores, at);
      }
    }
  }

  @Override
  public void multiply(ItemPanels items, float[] customers, int batch) {
    int[] all = new int[batch];
    Arrays.setAll(all, customer -> customer);
    float[] sixes = inSixes(customers, all, items.rank());
    float[] scores = new float[CUSTOMERS * WIDTH];
    for (int panel = 0; panel < items.panels(); panel++) {
      for (int first = 0; first < batch; first += CUSTOMERS) {
        multiply(items, panel, sixes, first, scores);
      }
    }
  }

  /** Six customers after the other, the factors of each six side by side. */
  private static float[] inSixes(float[] customers, int[] chosen, int rank) {
    float[] sixes = new float[(chosen.length + CUSTOMERS - 1) / CUSTOMERS * CUSTOMERS * rank];
    for (int at = 0; at < chosen.length; at++) {
      int start = (at - at % CUSTOMERS) * rank + at % CUSTOMERS;
      for (int factor = 0; factor < rank; factor++) {
        sixes[start + factor * CUSTOMERS] = customers[chosen[at] * rank + factor];
      }
    }
    return sixes;
  }
}
