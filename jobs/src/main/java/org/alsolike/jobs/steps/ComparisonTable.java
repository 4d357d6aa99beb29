package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Interval;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Task;

/** The table that compares models and lists, for people. */
final class ComparisonTable {

  private static final String ROW = "%-16s %-7s %-16s  %-7s %-16s %8s";

  private ComparisonTable() {}

  /**
   * @param k depth of the metric shown
   */
  static List<String> lines(Judgement judgement, int k) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    String metric = "NDCG@" + k;
    lines.add("%-16s %-24s  %s".formatted("", "first purchases", "all purchases"));
    lines.add(row("", metric, "95 % interval", metric, "95 % interval", "coverage"));
    for (Judgement.Comparison model : judgement.comparison(Metric.NDCG_AT, k)) {
      lines.add(
          row(
              model.model(),
              value(shown(judgement, model.model(), Task.FIRST, k, model.first())),
              interval(shown(judgement, model.model(), Task.FIRST, k, model.first())),
              value(shown(judgement, model.model(), Task.ALL, k, model.all())),
              interval(shown(judgement, model.model(), Task.ALL, k, model.all())),
              model.coverage().map(ComparisonTable::percent).orElse("-")));
    }
    lines.add("");
    return lines;
  }

  /**
   * A model that has no list for anybody, such as own-history for first purchases, is not rated.
   */
  private static Optional<Estimate> shown(
      Judgement judgement, String model, Task task, int k, Optional<Estimate> estimate) {
    boolean listless =
        judgement
            .figure(model, task, Slice.KNOWN, Metric.USERS_COVERED.at(k))
            .filter(covered -> covered.value() == 0)
            .isPresent();
    return listless ? Optional.empty() : estimate;
  }

  private static String row(Object... cells) {
    return ROW.formatted(cells).stripTrailing();
  }

  private static String value(Optional<Estimate> estimate) {
    return estimate.map(found -> String.format(Locale.ROOT, "%.3f", found.value())).orElse("-");
  }

  private static String interval(Optional<Estimate> estimate) {
    return estimate.flatMap(Estimate::interval).map(Interval::toString).orElse("");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
