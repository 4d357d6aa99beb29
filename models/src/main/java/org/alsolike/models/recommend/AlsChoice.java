package org.alsolike.models.recommend;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.inprocess.AlsSolver;

/**
 * Who solves, chosen from an estimate of what it takes, and how that is said.
 *
 * @param estimatedMb what solving in this process takes, in MiB
 */
record AlsChoice(Holdings.Measured size, long estimatedMb, boolean inProcess) {

  /**
   * @throws MemoryRefused when this process must solve, but would take more memory than it may
   */
  static AlsChoice of(Als als, Holdings.Measured size) {
    int items = size.items().size();
    long bytes = AlsSolver.bytes(size.customers(), items, size.pairs(), als.rank());
    long estimatedMb = size.megabytes(bytes);
    boolean fits =
        estimatedMb <= als.memoryLimitMb()
            && AlsSolver.holds(size.customers(), items, size.pairs(), als.rank());
    return switch (als.engine()) {
      case AUTO -> new AlsChoice(size, estimatedMb, fits);
      case MLLIB -> new AlsChoice(size, estimatedMb, false);
      case IN_PROCESS -> {
        size.need(als.name(), bytes).within(als.memoryLimitMb());
        yield new AlsChoice(size, estimatedMb, true);
      }
    };
  }

  /** What this process needs to solve. */
  MemoryNeed need(Als als) {
    MemoryNeed need =
        MemoryNeed.of(als.name(), estimatedMb, size.items().size(), size.pairs())
            .within(als.memoryLimitMb());
    return als.engine() == Als.Engine.AUTO ? need.orElse("MLlib solves") : need;
  }

  SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("affinities", size.pairs());
    counts.put("estimated_mb", estimatedMb);
    counts.put("in_process", inProcess ? 1L : 0L);
    return counts;
  }

  /** Such as: 4.1M affinities, 1.2 GiB estimated, in-process solver. */
  String remark() {
    return "%s affinities, %s estimated, %s"
        .formatted(
            rounded(size.pairs()), memory(), inProcess ? "in-process solver" : "MLlib's solver");
  }

  private String memory() {
    return estimatedMb < 1024
        ? estimatedMb + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", estimatedMb / 1024.0);
  }

  private static String rounded(long count) {
    if (count < 1000) {
      return Long.toString(count);
    }
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
        : String.format(Locale.ROOT, "%.1fM", count / 1e6);
  }
}
