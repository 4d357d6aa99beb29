package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.features.training.TrainingDates;
import org.alsolike.models.propensity.PropensitySettings;

/**
 * All moments at which a run asks what was known of the customers.
 *
 * @param windowStart up to here judged models learn
 * @param asOf up to here served models learn
 * @param dates at which examples are taken, by cut-off and propensity model
 */
record Moments(Instant windowStart, Instant asOf, Map<Learning, TrainingDates> dates) {

  /** A propensity model that learns from what is known before a cut-off. */
  record Learning(Instant cutOff, String propensity) {}

  static Moments of(
      Instant windowStart, Instant asOf, List<PropensitySettings> propensity, Instant firstEvent) {
    Map<Learning, TrainingDates> dates = new LinkedHashMap<>();
    for (PropensitySettings settings : propensity) {
      for (Instant cutOff : List.of(windowStart, asOf)) {
        dates.put(
            new Learning(cutOff, settings.name()),
            TrainingDates.before(
                cutOff,
                settings.outcome().within(),
                settings.dates(),
                settings.every(),
                firstEvent));
      }
    }
    return new Moments(windowStart, asOf, dates);
  }

  TrainingDates dates(PropensitySettings propensity, Instant cutOff) {
    return dates.get(new Learning(cutOff, propensity.name()));
  }

  /** The two moments of models. */
  List<Instant> cutOffs() {
    return List.of(windowStart, asOf);
  }

  /** Each once, earliest first. */
  List<Instant> all() {
    return Stream.concat(
            cutOffs().stream(), dates.values().stream().flatMap(taken -> taken.used().stream()))
        .distinct()
        .sorted()
        .toList();
  }
}
