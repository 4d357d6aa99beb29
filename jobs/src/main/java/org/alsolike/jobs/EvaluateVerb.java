package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run that stops after judging the models and asking the gates. */
@Command(
    name = "evaluate",
    description = "run up to the judged models and the gates",
    mixinStandardHelpOptions = true)
final class EvaluateVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.EVALUATE, project.open(), project.console());
  }
}
