package org.alsolike.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.RunRecord;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is served, what runs, and how the last run ended. */
@Command(
    name = "status",
    description = "what is served, what runs, how the last run ended",
    mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {

  private static final String INTERRUPTED = "interrupted";

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() throws IOException {
    Project project = options.openExample();
    Optional<Manifest> served = Stores.served(project);
    Optional<String> holder = RunLock.holder(project.workspace().lockFile());
    Optional<LastRun> last = lastRun(project, holder);

    Console console = options.console();
    console.line(
        "Serving   "
            + served
                .map(StatusVerb::version)
                .orElse("nothing yet; alsolike run publishes the first version"));
    console.line("Running   " + holder.orElse("nothing"));
    console.line("Last run  " + last.map(LastRun::line).orElse("none"));
    console.json(json(served, holder, last));
    return 0;
  }

  private static String version(Manifest manifest) {
    return "version %d, as of %s, %s entries"
        .formatted(
            manifest.version(),
            manifest.asOf().atZone(manifest.zone()).toLocalDate(),
            Console.count(manifest.whole().entries()));
  }

  /** How the newest run ended, and where its record lies. */
  private record LastRun(String id, String status, Path folder) {

    String line() {
      String ended = status.equals(INTERRUPTED) ? status + "; the next run goes on" : status;
      return "%s: %s (%s)".formatted(id, ended, Project.shown(folder));
    }
  }

  /** What only answered a question is no run of its own. */
  private static Optional<LastRun> lastRun(Project project, Optional<String> holder)
      throws IOException {
    List<Path> runs = project.workspace().runs();
    for (int at = runs.size() - 1; at >= 0; at--) {
      JsonNode record = new ObjectMapper().readTree(runs.get(at).resolve("run.json").toFile());
      if (!record.has(RunRecord.ASKED)) {
        return Optional.of(lastRun(runs.get(at), record, holder));
      }
    }
    return Optional.empty();
  }

  /** A run that is recorded as running while nobody holds the lock was killed. */
  private static LastRun lastRun(Path folder, JsonNode record, Optional<String> holder) {
    String status = record.path("status").asText();
    boolean killed = status.equals("running") && holder.isEmpty();
    return new LastRun(record.path("run_id").asText(), killed ? INTERRUPTED : status, folder);
  }

  private static String json(
      Optional<Manifest> served, Optional<String> holder, Optional<LastRun> last) {
    ObjectNode status = new ObjectMapper().createObjectNode();
    served.ifPresent(
        manifest -> {
          ObjectNode serving = status.putObject("serving").put("version", manifest.version());
          VersionsVerb.describe(manifest, serving);
        });
    holder.ifPresent(process -> status.put("running", process));
    last.ifPresent(
        run ->
            status
                .putObject("last_run")
                .put("run_id", run.id())
                .put("status", run.status())
                .put("folder", Project.shown(run.folder()).toString()));
    return status.toPrettyString();
  }
}
