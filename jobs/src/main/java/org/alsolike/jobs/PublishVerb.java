package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run whose earlier stages are usually done: makes the lists and publishes them. */
@Command(
    name = "publish",
    description = "make the lists, scores and segments, and publish them",
    mixinStandardHelpOptions = true)
final class PublishVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.upTo(Stage.PUBLISH, project.open(), project.console());
  }
}
