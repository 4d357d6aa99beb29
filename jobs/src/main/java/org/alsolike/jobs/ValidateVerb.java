package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the sources and says what is accepted and what is rejected, and why. */
@Command(
    name = "validate",
    description = "read the sources; say what is rejected and why",
    mixinStandardHelpOptions = true)
final class ValidateVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.VALIDATE, project.open(), project.console());
  }
}
