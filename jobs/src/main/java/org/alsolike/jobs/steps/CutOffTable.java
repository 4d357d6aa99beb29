package org.alsolike.jobs.steps;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Figure;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Task;

/** One line per model and task, one column per cut-off, and the mean of all, for people. */
final class CutOffTable {

  private CutOffTable() {}

  /**
   * @param means over all cut-offs, by the name of the figure
   */
  static List<String> lines(Map<LocalDate, Judgement> judged, Map<String, Double> means, int k) {
    List<String> lines = new ArrayList<>();
    lines.add("NDCG@%d of known customers, by the day of the cut-off".formatted(k));
    for (Task task : Task.values()) {
      StringBuilder head = new StringBuilder("%-16s".formatted(task.words()));
      judged.keySet().forEach(day -> head.append("%11s".formatted(day)));
      lines.add("");
      lines.add(head.append("%9s".formatted("mean")).toString());
      for (String model : models(judged.values())) {
        line(judged, means, model, task, k).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private static List<String> models(Collection<Judgement> judged) {
    return judged.stream().flatMap(one -> one.models().stream()).distinct().toList();
  }

  /** Empty for a model that lists nothing for the task at any cut-off. */
  private static Optional<String> line(
      Map<LocalDate, Judgement> judged, Map<String, Double> means, String model, Task task, int k) {
    StringBuilder line = new StringBuilder("%-16s".formatted(model));
    boolean any = false;
    for (Judgement judgement : judged.values()) {
      Optional<Estimate> covered =
          judgement.figure(model, task, Slice.KNOWN, Metric.USERS_COVERED.at(k));
      Optional<Estimate> ndcg =
          covered
              .filter(found -> found.value() > 0)
              .flatMap(found -> judgement.figure(model, task, Slice.KNOWN, Metric.NDCG_AT.at(k)));
      any |= ndcg.isPresent();
      line.append("%11s".formatted(ndcg.map(found -> said(found.value())).orElse("-")));
    }
    String name =
        new Figure(
                model,
                task,
                Slice.KNOWN,
                Metric.NDCG_AT.at(k),
                new Estimate(0, Optional.empty(), 0))
            .key();
    line.append(
        "%9s".formatted(Optional.ofNullable(means.get(name)).map(CutOffTable::said).orElse("-")));
    return any ? Optional.of(line.toString()) : Optional.empty();
  }

  private static String said(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
