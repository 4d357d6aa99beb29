package org.alsolike.jobs.steps;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Interval;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Task;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.rules.ListName;

/**
 * A list as it would be published, against every model that is judged beside it and is not the
 * list's own.
 */
record Contest(ListName list, Task task, List<String> others) {

  /**
   * The contests in which there is an opponent.
   *
   * @param contenders that are judged, by name
   */
  static List<Contest> of(Settings.Recommendations lists, Map<String, Recommender> contenders) {
    return Stream.of(
            of(ListName.FOR_YOU, Task.FIRST, lists.forYou(), contenders),
            of(ListName.NEXT_BASKET, Task.ALL, lists.nextBasket(), contenders))
        .filter(contest -> !contest.others().isEmpty())
        .toList();
  }

  private static Contest of(
      ListName list, Task task, Settings.RankedList ranked, Map<String, Recommender> contenders) {
    List<String> others = new ArrayList<>();
    contenders.forEach(
        (name, recommender) -> {
          if (!recommender.equals(ranked.model())) {
            others.add(name);
          }
        });
    return new Contest(list, task, others);
  }

  /** By how much the list is better, by name in run.json. */
  Map<String, Double> differences(Judgement judgement, List<Integer> depths) {
    Map<String, Double> metrics = new TreeMap<>();
    for (String other : others) {
      Differences.between(judgement, list.key(), other, depths)
          .forEach(
              (name, value) -> {
                if (name.startsWith("difference.%s.".formatted(task.key()))) {
                  metrics.put(name, value);
                }
              });
    }
    return metrics;
  }

  /** On how many days the list was better than each of the others for certain, for people. */
  String line(Map<LocalDate, Judgement> judged, int k) {
    long won = judged.values().stream().filter(judgement -> isWon(judgement, k)).count();
    return "%s is above each of %d others for certain on %d of %d days"
        .formatted(list.key(), others.size(), won, judged.size());
  }

  private boolean isWon(Judgement judgement, int k) {
    return lows(judgement, k).allMatch(low -> low > 0);
  }

  /** A model that lists nothing for the task is no opponent. */
  private Stream<Double> lows(Judgement judgement, int k) {
    return others.stream()
        .flatMap(
            other ->
                judgement
                    .difference(list.key(), other, task, Slice.KNOWN, Metric.NDCG_AT, k)
                    .flatMap(Estimate::interval)
                    .stream())
        .map(Interval::low);
  }
}
