package org.alsolike.jobs.steps;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Hyperparameters;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.config.TuneSettings;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.models.recommend.Ranges;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.tune.Search;
import org.alsolike.models.tune.Space;

/**
 * Looks for better hyperparameters of one list's model, on a validation window that ends where the
 * holdout window begins: what is chosen has not seen what it will be judged on.
 *
 * @param today the model with the values of the configuration
 * @param from the validation window; exclusive for what is trained on
 * @param to its end, where the holdout window begins
 */
record Tuning(Project project, Recommender today, Search search, Instant from, Instant to) {

  /**
   * @throws ConfigError in one line when a range is no range of a hyperparameter
   */
  static Tuning of(Project project, Instant windowStart) {
    Settings settings = project.settings();
    TuneSettings tune = settings.tune();
    Recommender today = tune.model().orElseGet(() -> tune.list().model(settings));
    Ranges ranges = tune.allRanges().isEmpty() ? today.ranges() : tune.allRanges();
    LocalDate start =
        windowStart
            .atZone(settings.timezone())
            .toLocalDate()
            .minusDays(settings.evaluation().holdoutWindow().toDays());
    if (ranges.isEmpty()) {
      throw new ConfigError(
          "tune.ranges must name a hyperparameter: %s ships with no ranges of its own"
              .formatted(today.name()));
    }
    try {
      Space space = Hyperparameters.space(today, ranges);
      Search search = new Search(space, tune.trials(), tune.rungs(), tune.keepOneOf(), tune.seed());
      return new Tuning(
          project, today, search, start.atStartOfDay(settings.timezone()).toInstant(), windowStart);
    } catch (IllegalArgumentException e) {
      throw new ConfigError("tune: " + e.getMessage());
    }
  }

  String words() {
    var zone = project.settings().timezone();
    return "%s of %s tuned on %s .. %s"
        .formatted(
            today.name(),
            project.settings().tune().list().key(),
            from.atZone(zone).toLocalDate(),
            to.atZone(zone).toLocalDate());
  }

  Optional<Results> run(RunContext context, Steps steps) {
    FeatureStore store = Stages.store(context, steps);
    steps.run("tune", () -> new TuneStep(context, store, this).run());
    return Optional.empty();
  }
}
