package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.features.training.TrainingDates;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.recommend.Recommender;

/**
 * All moments at which a run asks what was known of the customers.
 *
 * @param windowStart up to here judged models learn
 * @param asOf up to here served models learn
 * @param ofModels the two, and the earlier ones from which recommenders learn; earliest first
 * @param firstEvent when the history begins
 * @param dates at which examples are taken, by cut-off and propensity model
 */
record Moments(
    Instant windowStart,
    Instant asOf,
    List<Instant> ofModels,
    Instant firstEvent,
    Map<Learning, TrainingDates> dates) {

  /** A propensity model that learns from what is known before a cut-off. */
  record Learning(Instant cutOff, String propensity) {}

  static Moments of(Instant windowStart, Instant asOf, Settings settings, Instant firstEvent) {
    Map<Learning, TrainingDates> dates = new LinkedHashMap<>();
    for (PropensitySettings propensity : settings.propensity()) {
      for (Instant cutOff : List.of(windowStart, asOf)) {
        dates.put(
            new Learning(cutOff, propensity.name()),
            TrainingDates.before(
                cutOff,
                propensity.outcome().within(),
                propensity.dates(),
                propensity.every(),
                firstEvent));
      }
    }
    List<Instant> ofModels =
        Stream.of(windowStart, asOf)
            .flatMap(cutOff -> ofModel(cutOff, settings, firstEvent))
            .distinct()
            .sorted()
            .toList();
    return new Moments(windowStart, asOf, ofModels, firstEvent, dates);
  }

  private static Stream<Instant> ofModel(Instant cutOff, Settings settings, Instant firstEvent) {
    Settings.Recommendations lists = settings.recommendations();
    return Stream.of(lists.forYou(), lists.nextBasket(), lists.buyAgain(), lists.alsoLike())
        .flatMap(list -> of(list.model(), cutOff, firstEvent));
  }

  /** A cut-off, and the earlier moments from which a recommender learns for it. */
  static Stream<Instant> of(Recommender recommender, Instant cutOff, Instant firstEvent) {
    Stream<Instant> earlier =
        recommender.reach().stream().flatMap(reach -> reach.moments(cutOff, firstEvent).stream());
    return Stream.concat(Stream.of(cutOff), earlier);
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
