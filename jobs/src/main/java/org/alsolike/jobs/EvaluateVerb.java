package org.alsolike.jobs;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Stage;
import org.alsolike.jobs.steps.Pipeline;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run that stops after judging the models and asking the gates. */
@Command(
    name = "evaluate",
    description = "run up to the judged models and the gates",
    mixinStandardHelpOptions = true)
final class EvaluateVerb implements Callable<Integer> {

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @ArgGroup(multiplicity = "0..1")
  private Instead instead = new Instead();

  /** Judge more than this run's window. */
  private static final class Instead {
    @Option(
        names = "--cut-offs",
        split = ",",
        paramLabel = "DATE",
        description = "judge at each of these days, such as 2011-08-09,2011-09-09")
    private List<LocalDate> cutOffs = List.of();

    @Option(
        names = "--compare",
        paramLabel = "RUN",
        description =
            "say by how much this run is better than an earlier one, such as 2011-12-10-1")
    private String compare;
  }

  @Override
  public Integer call() {
    Pipeline pipeline = run.pipeline(project.open(), project.console());
    if (!instead.cutOffs.isEmpty()) {
      return pipeline.at(instead.cutOffs).status();
    }
    return (instead.compare == null
            ? pipeline.upTo(Stage.EVALUATE)
            : pipeline.comparedWith(instead.compare))
        .status();
  }
}
