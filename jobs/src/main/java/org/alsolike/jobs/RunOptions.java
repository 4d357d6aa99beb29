package org.alsolike.jobs;

import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Stage;
import org.alsolike.jobs.steps.Inquiry;
import org.alsolike.jobs.steps.Pipeline;
import org.alsolike.jobs.steps.Pipeline.Allowed;
import org.alsolike.jobs.steps.Pipeline.Refusals;
import org.alsolike.serving.publish.Release.OlderAsOf;
import picocli.CommandLine.Option;

/** The options of the verbs that start Spark. */
final class RunOptions {

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master (default: $${spark.master}, else local[*])")
  private String master = System.getProperty("spark.master", "local[*]");

  @Option(names = "--accept", description = "publish even where a gate refuses")
  private boolean accept;

  @Option(
      names = "--allow-older",
      description = "publish even where a later as-of is served, such as after a rollback")
  private boolean allowOlder;

  @Option(names = "--debug", description = "show the stack trace of what stops the run")
  private void debug(boolean debug) {
    System.setProperty("alsolike.debug", Boolean.toString(debug));
  }

  /** Answers a question from trained models and gives the exit code. */
  int ask(Inquiry inquiry, Project project, Console console) {
    return new Pipeline(project, console, master, Allowed.NOTHING).ask(inquiry).status();
  }

  /** Runs up to a stage and gives the exit code. */
  int upTo(Stage last, Project project, Console console) {
    return pipeline(project, console).upTo(last).status();
  }

  Pipeline pipeline(Project project, Console console) {
    Refusals refusals = accept ? Refusals.ACCEPTED : Refusals.STOP;
    OlderAsOf older = allowOlder ? OlderAsOf.PUBLISH : OlderAsOf.REFUSE;
    return new Pipeline(project, console, master, new Allowed(refusals, older));
  }
}
