package org.alsolike.models.recommend;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a training takes in this process, by an estimate that is made before it starts.
 *
 * @param recommender its name
 * @param megabytes at most, in MiB
 * @param forWhat how much there is to learn from, in words
 * @param limitMb the recommender's {@code memory_limit_mb}
 * @param below what becomes of the training where that is set to less, instead of a refusal
 */
record MemoryNeed(
    String recommender,
    long megabytes,
    String forWhat,
    OptionalInt limitMb,
    Optional<String> below) {

  /** Of baskets, or pairs, or whatever the words say. */
  static MemoryNeed of(String recommender, long megabytes, String forWhat) {
    return new MemoryNeed(recommender, megabytes, forWhat, OptionalInt.empty(), Optional.empty());
  }

  /** Of so many items, and pairs of a customer and an item held. */
  static MemoryNeed of(String recommender, long megabytes, int items, long pairs) {
    return of(
        recommender,
        megabytes,
        String.format(Locale.ROOT, "%,d items and %,d pairs", items, pairs));
  }

  /**
   * The same with a limit that allows it.
   *
   * @throws MemoryRefused when the training would take more
   */
  MemoryNeed within(int most) {
    if (megabytes > most) {
      throw new MemoryRefused(
          "%s: memory_limit_mb must be at least %d for %s, but is %d"
              .formatted(recommender, megabytes, forWhat, most));
    }
    return new MemoryNeed(recommender, megabytes, forWhat, OptionalInt.of(most), below);
  }

  /** The same for who can do with less. */
  MemoryNeed orElse(String whatThen) {
    return new MemoryNeed(recommender, megabytes, forWhat, limitMb, Optional.of(whatThen));
  }

  /** Where the JVM's heap is too small, of which trainings may take so much. */
  MemoryRefused refusedBelow(int most) {
    String allowed = limitMb.isPresent() ? ", and memory_limit_mb is " + limitMb.getAsInt() : "";
    String instead =
        below
            .map(what -> ", or set memory_limit_mb to %d: %s then".formatted(most, what))
            .orElse("");
    return new MemoryRefused(
        "%s: needs %d MiB for %s%s, but trainings may take %d MiB, half of the JVM's heap; set %s%s"
            .formatted(
                recommender,
                megabytes,
                forWhat,
                allowed,
                most,
                "ALSOLIKE_JAVA_OPTIONS=-Xmx%dg".formatted(enoughHeapGb()),
                instead));
  }

  /** Twice as much, and a ninth more, because a part of the heap is never in use. */
  private long enoughHeapGb() {
    return (megabytes * 20 / 9 + RESERVED_MB) / 1024 + 1;
  }

  private static final int RESERVED_MB = 240;
}
