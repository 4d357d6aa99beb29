package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does everything: reads, judges, and publishes what passes the gates. */
@Command(
    name = "run",
    description = "read, judge and publish; skips what is done for the same inputs",
    mixinStandardHelpOptions = true)
final class RunVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.PUBLISH, project.open(), project.console());
  }
}
