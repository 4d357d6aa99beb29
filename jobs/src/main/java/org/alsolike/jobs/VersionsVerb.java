package org.alsolike.jobs;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.StoredVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the versions in the store, newest first. */
@Command(
    name = "versions",
    description = "list the versions in the store",
    mixinStandardHelpOptions = true)
final class VersionsVerb implements Callable<Integer> {

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    Stores.publisher(options.openExample(), Clock.systemUTC())
        .versions()
        .forEach(version -> console.line(line(version)));
    return 0;
  }

  private static String line(StoredVersion version) {
    String state = version.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%6d  %-12s  %s"
        .formatted(
            version.version(),
            state,
            version.manifest().map(VersionsVerb::summary).orElse("no readable manifest"));
  }

  private static String summary(Manifest manifest) {
    return "as of %s, %s entries, published %s, fingerprint %s"
        .formatted(
            manifest.asOf().atZone(manifest.zone()).toLocalDate(),
            Console.count(manifest.whole().entries()),
            manifest.createdAt().truncatedTo(ChronoUnit.SECONDS),
            manifest.fingerprint().substring(0, 12));
  }
}
