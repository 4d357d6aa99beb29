package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run that stops after the features. */
@Command(name = "features", description = "run up to the features", mixinStandardHelpOptions = true)
final class FeaturesVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.FEATURES, project.open(), project.console());
  }
}
