package org.alsolike.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.StoreUnavailable;
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
    List<StoredVersion> versions =
        Stores.publisher(options.openExample(), Clock.systemUTC()).versions();
    versions.forEach(version -> console.line(line(version)));
    console.json(json(versions));
    return 0;
  }

  private static String line(StoredVersion version) {
    return "%6d  %-12s  %s"
        .formatted(
            version.version(),
            state(version),
            version
                .manifest()
                .map(VersionsVerb::summary)
                .or(() -> version.trouble().map(StoreUnavailable::getMessage))
                .orElse("no manifest"));
  }

  private static String state(StoredVersion version) {
    return version.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String json(List<StoredVersion> versions) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (StoredVersion version : versions) {
      ObjectNode one = all.addObject();
      one.put("version", version.version()).put("state", state(version));
      version.manifest().ifPresent(manifest -> describe(manifest, one));
    }
    return all.toPrettyString();
  }

  /** What machines learn about a version. */
  static void describe(Manifest manifest, ObjectNode version) {
    version
        .put("as_of", manifest.asOf().toString())
        .put("entries", manifest.whole().entries())
        .put("published_at", manifest.createdAt().toString())
        .put("fingerprint", manifest.fingerprint());
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
