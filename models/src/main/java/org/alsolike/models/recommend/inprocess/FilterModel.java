package org.alsolike.models.recommend.inprocess;

import java.io.Serializable;

/**
 * What {@link GraphFilterSolver} has learned, as arrays to save. A customer's score for item j is
 *
 * <pre>
 *   sum over held i of  w_i (neighbours_ij  +  scales_j (vectors_j . vectors_i) / scales_i)
 * </pre>
 *
 * @param neighbours the linear filter's largest weights
 * @param vectors the low-pass filter: one vector per item, all of the same length, the root of the
 *     filter's response within
 * @param scales how popular each item is, to the filter's power; 0 where nobody holds it
 */
public record FilterModel(ItemWeights neighbours, float[][] vectors, float[] scales)
    implements Serializable {

  public FilterModel {
    int items = neighbours.items();
    if (vectors.length != items || scales.length != items) {
      throw new IllegalArgumentException(
          "vectors and scales must be as many as the %d items, but are %d and %d"
              .formatted(items, vectors.length, scales.length));
    }
    for (float[] vector : vectors) {
      if (vector.length != vectors[0].length) {
        throw new IllegalArgumentException(
            "vectors must be of one length, but are of %d and %d"
                .formatted(vectors[0].length, vector.length));
      }
    }
  }

  public int items() {
    return scales.length;
  }

  /** The length of an item's vector. */
  public int rank() {
    return vectors.length == 0 ? 0 : vectors[0].length;
  }
}
