package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import java.util.Arrays;

/**
 * Plain Java that the compiler turns into vector instructions by itself. It does so only where the
 * inner loop reads and writes all arrays at the same index, as otherwise it could not know that
 * they do not overlap, and only for few terms: hence an array of its own for the sums of each
 * customer and for each of four rows of the items at a time. The longer the loop, the more of it
 * runs in vectors: hence several panels at once.
 *
 * @param description of the kernel, and why it was chosen
 */
record PlainKernel(String description) implements TopKKernel {

  private static final int PANELS = 8;
  private static final int FACTORS = 4;

  @Override
  public void offer(ItemPanels items, float[] customers, Shortlists shortlists) {
    Block block = new Block(items, customers, shortlists.batch());
    int[] open = new int[shortlists.batch()];
    for (int panel = 0; panel < items.panels(); panel += PANELS) {
      int size = shortlists.open(panel, open);
      if (size == 0) {
        return;
      }
      int panels = Math.min(PANELS, items.panels() - panel);
      block.multiply(panel, panels, open, size);
      block.offer(panel, panels, open, size, shortlists);
    }
  }

  @Override
  public void multiply(ItemPanels items, float[] customers, int batch) {
    Block block = new Block(items, customers, batch);
    int[] all = new int[batch];
    Arrays.setAll(all, customer -> customer);
    for (int panel = 0; panel < items.panels(); panel += PANELS) {
      block.multiply(panel, Math.min(PANELS, items.panels() - panel), all, batch);
    }
  }

  /** The products of a batch with some panels, and the room to make them in. */
  private static final class Block {

    private final ItemPanels items;
    private final float[] customers;
    private final float[][] rows = new float[FACTORS][PANELS * WIDTH];
    private final float[][] sums;

    Block(ItemPanels items, float[] customers, int batch) {
      this.items = items;
      this.customers = customers;
      sums = new float[batch][PANELS * WIDTH];
    }

    /**
     * @param open the customers whose products are made
     * @param size how many they are
     */
    void multiply(int panel, int panels, int[] open, int size) {
      for (int at = 0; at < size; at++) {
        Arrays.fill(sums[open[at]], 0f);
      }
      int rank = items.rank();
      int fours = rank - rank % FACTORS;
      for (int factor = 0; factor < fours; factor += FACTORS) {
        for (int row = 0; row < FACTORS; row++) {
          copy(panel, panels, factor + row, rows[row]);
        }
        for (int at = 0; at < size; at++) {
          addFour(customers, open[at] * rank + factor, rows, sums[open[at]]);
        }
      }
      for (int factor = fours; factor < rank; factor++) {
        copy(panel, panels, factor, rows[0]);
        for (int at = 0; at < size; at++) {
          addOne(customers[open[at] * rank + factor], rows[0], sums[open[at]]);
        }
      }
    }

    private void copy(int panel, int panels, int factor, float[] row) {
      for (int at = 0; at < panels; at++) {
        int from = items.start(panel + at) + factor * WIDTH;
        System.arraycopy(items.packed(), from, row, at * WIDTH, WIDTH);
      }
    }

    private static void addFour(float[] customers, int at, float[][] rows, float[] sums) {
      add(
          customers[at],
          customers[at + 1],
          customers[at + 2],
          customers[at + 3],
          rows[0],
          rows[1],
          rows[2],
          rows[3],
          sums);
    }

    private static void add(
        float a, float b, float c, float d, float[] p, float[] q, float[] r, float[] s, float[] t) {
      for (int i = 0; i < t.length; i++) {
        t[i] = Math.fma(d, s[i], Math.fma(c, r[i], Math.fma(b, q[i], Math.fma(a, p[i], t[i]))));
      }
    }

    private static void addOne(float factor, float[] row, float[] sums) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] = Math.fma(factor, row[column], sums[column]);
      }
    }

    void offer(int panel, int panels, int[] open, int size, Shortlists shortlists) {
      for (int next = 0; next < size; next++) {
        for (int at = 0; at < panels; at++) {
          shortlists.offer(open[next], panel + at, sums[open[next]], at * WIDTH);
        }
      }
    }
  }
}
