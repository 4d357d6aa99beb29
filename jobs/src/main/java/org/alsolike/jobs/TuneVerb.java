package org.alsolike.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for better hyperparameters on a window before the one that judges. */
@Command(
    name = "tune",
    description = "look for better hyperparameters, as the configuration's tune section says",
    mixinStandardHelpOptions = true)
final class TuneVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.pipeline(project.open(), project.console()).tune().status();
  }
}
