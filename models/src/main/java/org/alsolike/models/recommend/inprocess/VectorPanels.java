package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;
import java.util.Arrays;
import org.alsolike.models.recommend.kernel.rows.FourRows;

/**
 * Vectors of items, all of one length, to be multiplied by one vector after the other: packed in
 * panels of {@value #WIDTH} items, each contiguous along the vector, so that the inner loop runs
 * along items. Threads may multiply at the same time.
 */
public final class VectorPanels implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int WIDTH = FourRows.WIDTH;

  private final int rank;
  private final int items;

  /** By panel, factor and item within the panel; with factors of zero up to a multiple of four. */
  private final float[][][] panels;

  private VectorPanels(int rank, int items) {
    this.rank = rank;
    this.items = items;
    panels = new float[(items + WIDTH - 1) / WIDTH][padded(rank)][WIDTH];
  }

  /** From one vector per item. */
  public static VectorPanels ofItems(float[][] vectors, int rank) {
    VectorPanels packed = new VectorPanels(rank, vectors.length);
    for (int item = 0; item < vectors.length; item++) {
      for (int factor = 0; factor < rank; factor++) {
        packed.panels[item / WIDTH][factor][item % WIDTH] = vectors[item][factor];
      }
    }
    return packed;
  }

  /** From one row per factor, with a number per item. */
  public static VectorPanels ofFactors(float[][] rows, int items) {
    VectorPanels packed = new VectorPanels(rows.length, items);
    for (int factor = 0; factor < rows.length; factor++) {
      for (int item = 0; item < items; item++) {
        packed.panels[item / WIDTH][factor][item % WIDTH] = rows[factor][item];
      }
    }
    return packed;
  }

  /** Products with a vector, one per item, added along the vector in single precision. */
  public float[] multiply(float[] vector) {
    float[] padded = Arrays.copyOf(vector, padded(rank));
    float[] products = new float[items];
    float[] sums = new float[WIDTH];
    for (int panel = 0; panel < panels.length; panel++) {
      Arrays.fill(sums, 0f);
      for (int factor = 0; factor < padded.length; factor += 4) {
        FourRows.add(
            padded[factor],
            padded[factor + 1],
            padded[factor + 2],
            padded[factor + 3],
            panels[panel],
            factor,
            sums);
      }
      int first = panel * WIDTH;
      System.arraycopy(sums, 0, products, first, Math.min(WIDTH, items - first));
    }
    return products;
  }

  private static int padded(int rank) {
    return (rank + 3) / 4 * 4;
  }
}
