package org.alsolike.jobs;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.store.Stores;
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
    System.out.printf(
        "Version %d is served again (as of %s).%n",
        done.manifest().version(),
        done.manifest().asOf().atZone(done.manifest().zone()).toLocalDate());
    return 0;
  }
}
