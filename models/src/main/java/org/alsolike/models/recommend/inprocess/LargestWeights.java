package org.alsolike.models.recommend.inprocess;

import java.util.Arrays;

/**
 * The numbers of largest magnitude among those offered; of equal magnitudes the one at the smaller
 * position. Zeros are not kept. Weights must be finite.
 */
final class LargestWeights {

  /** A heap with the least on top: the magnitude's bits, below them the position turned round. */
  private final long[] heap;

  private int size;

  LargestWeights(int kept) {
    heap = new long[kept];
  }

  void clear() {
    size = 0;
  }

  void offer(int position, float weight) {
    int magnitude = Float.floatToRawIntBits(Math.abs(weight));
    if (magnitude == 0) {
      return;
    }
    long key = (long) magnitude << 32 | (Integer.MAX_VALUE - position);
    if (size < heap.length) {
      rise(key);
    } else if (key > heap[0]) {
      sink(key);
    }
  }

  private void rise(long key) {
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] > key) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = key;
  }

  private void sink(long key) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }

  /** The positions kept, ascending. */
  int[] positions() {
    int[] positions = new int[size];
    for (int at = 0; at < size; at++) {
      positions[at] = Integer.MAX_VALUE - (int) heap[at];
    }
    Arrays.sort(positions);
    return positions;
  }

  /** What lies at the positions. */
  static float[] weights(int[] positions, float[] all) {
    float[] weights = new float[positions.length];
    for (int at = 0; at < positions.length; at++) {
      weights[at] = all[positions[at]];
    }
    return weights;
  }
}
