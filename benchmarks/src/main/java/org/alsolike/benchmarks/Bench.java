package org.alsolike.benchmarks;

import java.io.PrintWriter;
import java.util.Locale;
import org.alsolike.benchmarks.serving.FaultBenchmark;
import org.alsolike.benchmarks.serving.PublishBenchmark;
import org.alsolike.benchmarks.serving.ReadBenchmark;
import org.alsolike.benchmarks.speed.SpeedBenchmark;
import org.alsolike.jobs.Failures;
import org.alsolike.jobs.run.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code alsolike bench}: one benchmark per subcommand. */
@Command(
    name = "alsolike bench",
    description = "figures against other systems",
    mixinStandardHelpOptions = true,
    subcommands = {
      ReferenceFigures.class,
      RankingBenchmark.class,
      SpeedBenchmark.class,
      PublishBenchmark.class,
      ReadBenchmark.class,
      FaultBenchmark.class
    })
public final class Bench implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Bench() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(arguments));
  }

  /** Runs a benchmark and gives its exit code; what stops it is one line. */
  static int run(String... arguments) {
    return new CommandLine(new Bench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Bench::misused)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Failures.tell(failure, command.getErr()).status())
        .execute(arguments);
  }

  private static int misused(CommandLine.ParameterException misuse, String[] arguments) {
    PrintWriter err = misuse.getCommandLine().getErr();
    err.println(
        "alsolike bench: " + misuse.getMessage().lines().findFirst().orElse("cannot be read"));
    err.flush();
    return ExitCode.USAGE.status();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say which benchmark, such as: alsolike bench reference RUN_JSON");
  }
}
