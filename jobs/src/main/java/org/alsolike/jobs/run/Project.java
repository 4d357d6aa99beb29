package org.alsolike.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.recommend.rules.Delisted;
import org.alsolike.models.recommend.rules.Rule;
import org.alsolike.serving.store.Rocksdb;
import org.alsolike.serving.store.ServingStore;

/**
 * A shop's project: its configuration and the moment at which it is looked at.
 *
 * @param base the folder of the configuration; relative paths start there
 * @param settings of the configuration, and the rule that keeps delisted items out
 * @param asOfDate the start of this day in the project's zone is the as-of
 */
public record Project(Path base, Settings settings, LocalDate asOfDate, Clock clock) {

  /**
   * @throws ConfigError when the file is missing or cannot be used
   */
  public static Project open(Path file, Optional<LocalDate> asOfOption, Clock clock) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigError(
          "%s: there is no such file; name the configuration with -c FILE".formatted(file));
    }
    try {
      Settings settings = Settings.parse(file.getFileName().toString(), Files.readString(file));
      LocalDate asOf =
          asOfOption
              .or(settings::asOf)
              .orElseGet(() -> LocalDate.now(clock.withZone(settings.timezone())));
      Path base = file.toAbsolutePath().normalize().getParent();
      Project plain = new Project(base, settings, asOf, clock);
      return plain
          .delisted()
          .map(rule -> new Project(base, settings.with(rule), asOf, clock))
          .orElse(plain);
    } catch (IOException e) {
      throw new ConfigError("%s: cannot be read as UTF-8: %s".formatted(file, e.getMessage()));
    }
  }

  private Optional<Rule> delisted() {
    return new DelistedItems(workspace().delisted()).rule().map(Rule.class::cast);
  }

  /** Whether what is delisted now is what was when the project was opened. */
  public boolean knowsWhatIsDelisted() {
    return settings.recommendations().rule(Delisted.BY_COMMAND).equals(delisted());
  }

  /** The same project on the day of this moment. */
  public Project at(Instant moment) {
    return new Project(base, settings, moment.atZone(settings.timezone()).toLocalDate(), clock);
  }

  /** Exclusive: nothing that happened at or after it is learned from. */
  public Instant asOf() {
    return asOfDate.atStartOfDay(settings.timezone()).toInstant();
  }

  public Workspace workspace() {
    return new Workspace(base.resolve(settings.workspace()));
  }

  /** The store that the configuration names. */
  public ServingStore store() {
    return settings.serving().store().under(base);
  }

  /** Where that is, as a person would type it from where they stand. */
  public String shownStore() {
    return store() instanceof Rocksdb embedded
        ? shown(Path.of(embedded.path())).toString()
        : store().shown();
  }

  /** A path as a person would type it from where they stand. */
  public static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }
}
