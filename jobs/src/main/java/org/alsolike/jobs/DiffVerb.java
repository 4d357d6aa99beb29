package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run that stops before publishing, and says what would change. */
@Command(
    name = "diff",
    description = "say what publishing would change against the served version",
    mixinStandardHelpOptions = true)
final class DiffVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.DIFF, project.open(), project.console());
  }
}
