package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run that stops after training. */
@Command(
    name = "train",
    description = "run up to the trained models",
    mixinStandardHelpOptions = true)
final class TrainVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.TRAIN, project.open(), project.console());
  }
}
