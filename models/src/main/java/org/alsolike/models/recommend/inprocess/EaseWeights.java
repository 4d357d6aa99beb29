package org.alsolike.models.recommend.inprocess;

import static org.alsolike.models.recommend.inprocess.SymmetricTiles.WIDTH;

import java.util.Arrays;

/**
 * The whole matrix B of {@link EaseSolver}: for item i, the weights with which holding i speaks for
 * each other item, and 0 for itself. Of the symmetric matrix behind it half is held, so that a row
 * takes many reads of memory; {@link #nearest} gives what is saved and served.
 */
public final class EaseWeights {

  /** {@code -P}: B is it divided, column by column, by the negated diagonal. */
  private final SymmetricTiles negated;

  private final float[] scales;
  private final int threads;

  EaseWeights(SymmetricTiles negated, int threads) {
    this.negated = negated;
    this.threads = threads;
    scales = new float[negated.size()];
    for (int item = 0; item < scales.length; item++) {
      scales[item] = -1 / negated.at(item, item);
    }
  }

  public int items() {
    return scales.length;
  }

  /** Writes the row of an item: one weight per item. */
  public void row(int item, float[] weights) {
    Profiles.require(new int[] {item}, new float[] {1}, weights, items());
    for (int other = 0; other < weights.length; other++) {
      weights[other] = other == item ? 0f : negated.at(item, other) * scales[other];
    }
  }

  /**
   * Writes each item's score for a customer: the sum of the votes of what the customer holds, added
   * in the order given. Threads may score at the same time.
   *
   * @param items what the customer holds, by item number
   * @param weights how strongly, one for each of {@code items}
   * @param scores one per item; what was there is overwritten
   */
  public void score(int[] items, float[] weights, float[] scores) {
    Profiles.require(items, weights, scores, items());
    Arrays.fill(scores, 0f);
    float[] votes = new float[items()];
    for (int held = 0; held < items.length; held++) {
      row(items[held], votes);
      for (int item = 0; item < scores.length; item++) {
        scores[item] = Math.fma(weights[held], votes[item], scores[item]);
      }
    }
  }

  /** Of each row the so many weights of largest magnitude; the others are taken as zero. */
  public ItemWeights nearest(int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("kept must be at least 1, but is " + kept);
    }
    int[][] positions = new int[items()][];
    float[][] weights = new float[items()][];
    Parallel.forEach(
        negated.tileRows(), threads, tileRow -> keep(tileRow, kept, positions, weights));
    return ItemWeights.of(positions, weights);
  }

  private void keep(int tileRow, int kept, int[][] positions, float[][] weights) {
    LargestWeights largest = new LargestWeights(Math.min(kept, items()));
    float[][] rows = new float[negated.height(tileRow)][items()];
    negated.copyRows(tileRow, rows);
    for (int row = 0; row < rows.length; row++) {
      int item = tileRow * WIDTH + row;
      float[] votes = rows[row];
      votes[item] = 0f;
      largest.clear();
      for (int other = 0; other < votes.length; other++) {
        votes[other] *= scales[other];
        largest.offer(other, votes[other]);
      }
      positions[item] = largest.positions();
      weights[item] = LargestWeights.weights(positions[item], votes);
    }
  }
}
