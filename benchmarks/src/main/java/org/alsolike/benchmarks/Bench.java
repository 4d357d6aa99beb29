package org.alsolike.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code alsolike bench}: one benchmark per subcommand. */
@Command(
    name = "alsolike bench",
    description = "figures against other systems",
    mixinStandardHelpOptions = true,
    subcommands = {ReferenceFigures.class, RankingBenchmark.class})
public final class Bench implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say which benchmark, such as: alsolike bench reference RUN_JSON");
  }
}
