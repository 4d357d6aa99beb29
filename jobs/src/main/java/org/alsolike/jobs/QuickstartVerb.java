package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job on the example that comes with AlsoLike. */
@Command(
    name = "quickstart",
    description = "run everything on the example in examples/online-retail",
    mixinStandardHelpOptions = true)
final class QuickstartVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.PUBLISH, project.open(ProjectOptions.EXAMPLE), project.console());
  }
}
