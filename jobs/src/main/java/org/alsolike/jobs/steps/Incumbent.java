package org.alsolike.jobs.steps;

import java.util.Optional;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.models.recommend.rules.Delisted;
import org.alsolike.serving.Manifest;

/**
 * What is served now: its lists are made anew by its configuration, on the same history, and judged
 * beside ours.
 */
record Incumbent(long version, Settings.Recommendations settings) {

  /**
   * The served version, where its lists are made otherwise than ours. What is delisted is kept out
   * of them too: a recall is no reason to lose against lists that may hold the item.
   */
  static Optional<Incumbent> of(Optional<Manifest> served, Settings settings, Console console) {
    String ours = Canonical.json(settings.recommendations());
    return served
        .filter(manifest -> !ours.equals(manifest.notes().get(PublishStep.RECOMMENDATIONS)))
        .flatMap(manifest -> of(manifest, settings, console))
        .filter(theirs -> !ours.equals(Canonical.json(theirs.settings())));
  }

  private static Optional<Incumbent> of(Manifest manifest, Settings settings, Console console) {
    String place = "version " + manifest.version();
    try {
      Settings.Recommendations theirs =
          Canonical.read(
              Settings.Recommendations.class,
              place,
              manifest.notes().getOrDefault(PublishStep.RECOMMENDATIONS, "{}"));
      return Optional.of(
          new Incumbent(
              manifest.version(), theirs.sharing(Delisted.BY_COMMAND, settings.recommendations())));
    } catch (ConfigError outdated) {
      console.line(
          "  note       the lists of %s cannot be made anew to be compared: %s"
              .formatted(place, outdated.getMessage()));
      return Optional.empty();
    }
  }
}
