package org.alsolike.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.StoredVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is served, what runs, and how the last run ended. */
@Command(
    name = "status",
    description = "what is served, what runs, how the last run ended",
    mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() throws IOException {
    Project project = options.openExample();
    Console console = options.console();
    console.line("Serving   " + served(project));
    console.line("Running   " + RunLock.holder(project.workspace().lockFile()).orElse("nothing"));
    console.line("Last run  " + lastRun(project));
    return 0;
  }

  private static String served(Project project) {
    return Stores.publisher(project, Clock.systemUTC()).versions().stream()
        .filter(version -> version.state() == StoredVersion.State.SERVED)
        .flatMap(version -> version.manifest().stream())
        .map(StatusVerb::version)
        .findFirst()
        .orElse("nothing yet; alsolike run publishes the first version");
  }

  private static String version(Manifest manifest) {
    return "version %d, as of %s, %s entries"
        .formatted(
            manifest.version(),
            manifest.asOf().atZone(manifest.zone()).toLocalDate(),
            Console.count(manifest.whole().entries()));
  }

  /** A run that is recorded as running while nobody holds the lock was killed. */
  private static String lastRun(Project project) throws IOException {
    List<Path> runs = project.workspace().runs();
    if (runs.isEmpty()) {
      return "none";
    }
    Path last = runs.get(runs.size() - 1);
    JsonNode record = new ObjectMapper().readTree(last.resolve("run.json").toFile());
    String status = record.path("status").asText();
    boolean killed =
        status.equals("running") && RunLock.holder(project.workspace().lockFile()).isEmpty();
    return "%s: %s (%s)"
        .formatted(
            record.path("run_id").asText(),
            killed ? "interrupted; the next run goes on" : status,
            Project.shown(last));
  }
}
