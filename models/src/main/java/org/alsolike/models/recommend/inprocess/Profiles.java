package org.alsolike.models.recommend.inprocess;

/** What scoring is asked for: the items a customer holds, and where the scores go. */
final class Profiles {

  private Profiles() {}

  static void require(int[] items, float[] weights, float[] scores, int catalogue) {
    if (items.length != weights.length) {
      throw new IllegalArgumentException(
          "weights must be as many as the %d items, but are %d"
              .formatted(items.length, weights.length));
    }
    if (scores.length != catalogue) {
      throw new IllegalArgumentException(
          "scores must hold one number for each of %d items, but holds %d"
              .formatted(catalogue, scores.length));
    }
    for (int item : items) {
      if (item < 0 || item >= catalogue) {
        throw new IllegalArgumentException(
            "an item must be between 0 and %d, but is %d".formatted(catalogue - 1, item));
      }
    }
  }
}
