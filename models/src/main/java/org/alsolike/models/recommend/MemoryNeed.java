package org.alsolike.models.recommend;

import java.util.Locale;

/**
 * What a training takes in this process, by an estimate that is made before it starts.
 *
 * @param recommender its name
 * @param megabytes at most, in MiB
 * @param forWhat how much there is to learn from, in words
 */
record MemoryNeed(String recommender, long megabytes, String forWhat) {

  /** Of so many items, and pairs of a customer and an item held. */
  static MemoryNeed of(String recommender, long megabytes, int items, long pairs) {
    return new MemoryNeed(
        recommender,
        megabytes,
        String.format(Locale.ROOT, "%,d items and %,d pairs", items, pairs));
  }

  /**
   * The same.
   *
   * @param limitMb the recommender's own {@code memory_limit_mb}
   * @throws MemoryRefused when the training would take more
   */
  MemoryNeed within(int limitMb) {
    if (megabytes > limitMb) {
      throw new MemoryRefused(
          "%s: memory_limit_mb must be at least %d for %s, but is %d"
              .formatted(recommender, megabytes, forWhat, limitMb));
    }
    return this;
  }
}
