package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.steps.RuleInquiry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to ask about the ranking rules. */
@Command(
    name = "rules",
    description = "look at the ranking rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "check",
    subcommands = RulesVerb.Check.class)
final class RulesVerb implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: alsolike rules check");
  }

  /** Makes the lists with and without the rules; publishes nothing. */
  @Command(
      name = "check",
      description = "say which rules never fire, contradict each other, or empty lists",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {

    @Mixin private ProjectOptions project;
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      return run.ask(new RuleInquiry(), project.open(), project.console());
    }
  }
}
