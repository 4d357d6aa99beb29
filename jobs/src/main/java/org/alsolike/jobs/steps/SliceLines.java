package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Figure;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Task;

/** For whom and for which items a list is good, for people. */
final class SliceLines {

  private SliceLines() {}

  /** Two lines; what nobody could be judged on is left out. */
  static List<String> of(Judgement judgement, String list, Task task, int k) {
    Stream<Slice> countries =
        judgement.figures().stream()
            .map(Figure::slice)
            .filter(slice -> slice.key().startsWith(Slice.country("").key()))
            .distinct();
    Stream<Slice> customers =
        Stream.concat(Stream.of(Slice.LIGHT, Slice.HEAVY, Slice.NEW), countries);
    Stream<Slice> items = Stream.of(Slice.HEAD, Slice.MIDDLE, Slice.TAIL);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s NDCG@%d: %s"
            .formatted(list, k, said(judgement, list, task, Metric.NDCG_AT, k, customers)));
    lines.add(
        "%s recall@%d: %s%s%s"
            .formatted(
                list,
                k,
                said(judgement, list, task, Metric.RECALL_AT, k, items),
                counted(judgement, list, task, "novelty@" + k, " · novelty %.1f bits"),
                counted(judgement, list, task, "gini@" + k, " · Gini of exposure %.2f")));
    return lines;
  }

  private static String said(
      Judgement judgement, String list, Task task, Metric metric, int k, Stream<Slice> slices) {
    return slices
        .flatMap(
            slice ->
                judgement.figure(list, task, slice, metric.at(k)).stream()
                    .map(
                        found ->
                            String.format(
                                Locale.ROOT,
                                "%s %.3f (%,d)",
                                slice.key().replace("country.", ""),
                                found.value(),
                                found.customers())))
        .collect(Collectors.joining(" · "));
  }

  private static String counted(
      Judgement judgement, String list, Task task, String metric, String format) {
    Optional<Estimate> figure = judgement.figure(list, task, Slice.KNOWN, metric);
    return figure.map(found -> String.format(Locale.ROOT, format, found.value())).orElse("");
  }
}
