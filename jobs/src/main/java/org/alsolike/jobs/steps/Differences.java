package org.alsolike.jobs.steps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Task;

/** By how much one contender is better than another on the same customers. */
final class Differences {

  private Differences() {}

  /**
   * Of known customers, by name in run.json, such as {@code
   * difference.first.for_you-served_version.ndcg@10}, with bounds as figures have them. Empty when
   * one of the two was not judged.
   */
  static Map<String, Double> between(
      Judgement judgement, String ours, String theirs, List<Integer> depths) {
    Map<String, Double> metrics = new TreeMap<>();
    for (Task task : Task.values()) {
      for (Metric metric : Metric.values()) {
        for (int k : depths) {
          String name = "difference.%s.%s-%s.%s".formatted(task.key(), ours, theirs, metric.at(k));
          Optional<Estimate> difference =
              judgement.difference(ours, theirs, task, Slice.KNOWN, metric, k);
          difference.ifPresent(estimate -> metrics.put(name, estimate.value()));
          difference
              .flatMap(Estimate::interval)
              .ifPresent(
                  interval -> {
                    metrics.put(name + ".low", interval.low());
                    metrics.put(name + ".high", interval.high());
                  });
        }
      }
    }
    return metrics;
  }
}
