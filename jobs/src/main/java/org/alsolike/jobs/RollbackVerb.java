package org.alsolike.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.Publication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves an earlier version again and keeps the one rolled back from from coming back. */
@Command(
    name = "rollback",
    description = "serve an earlier version again",
    mixinStandardHelpOptions = true)
final class RollbackVerb implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "the version to serve (default: the newest good one before the served one)")
  private Long to;

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() {
    Project project = options.openExample();
    Publication done =
        Stores.publisher(project, Clock.systemUTC()).rollback(Optional.ofNullable(to));
    Manifest served = done.manifest();
    Console console = options.console();
    console.line(
        "Version %d is served again (as of %s)."
            .formatted(served.version(), served.asOf().atZone(served.zone()).toLocalDate()));
    done.warnings().forEach(warning -> console.line("  " + warning));
    ObjectNode document =
        new ObjectMapper()
            .createObjectNode()
            .put("status", "done")
            .put("version", served.version());
    VersionsVerb.describe(served, document);
    console.json(document.toPrettyString());
    return 0;
  }
}
