package org.alsolike.jobs;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.ProductVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line's entry: finds the verb, runs it, and turns what stops it into one line. */
@Command(
    name = "alsolike",
    description = "Turns a shop's history into lists, scores and segments.",
    mixinStandardHelpOptions = true,
    versionProvider = AlsoLike.Version.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      QuickstartVerb.class,
      ValidateVerb.class,
      DelistVerb.class,
      DiffVerb.class,
      FeaturesVerb.class,
      ForgetVerb.class,
      TrainVerb.class,
      TuneVerb.class,
      EvaluateVerb.class,
      ExportVerb.class,
      PublishVerb.class,
      PullVerb.class,
      RunVerb.class,
      RollbackVerb.class,
      RulesVerb.class,
      ServeVerb.class,
      ShowVerb.class,
      StatusVerb.class,
      VersionsVerb.class,
      WhyVerb.class
    })
public final class AlsoLike implements Runnable {

  /** Read only where somebody asks for it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"AlsoLike " + ProductVersion.text()};
    }
  }

  @Spec private CommandSpec spec;

  private AlsoLike() {}

  public static void main(String[] arguments) {
    // Libraries fold letters by the default locale: in Turkish, Tribuo finds no addAllInfo.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(arguments));
  }

  /** Runs a command line and gives its exit code; for tests, which must not end the JVM. */
  static int run(String... arguments) {
    CommandLine commandLine =
        new CommandLine(new AlsoLike())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(LocalDate.class, AlsoLike::date)
            .setParameterExceptionHandler(AlsoLike::misused)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.tell(failure, command.getErr()).status());
    try {
      return commandLine.execute(arguments);
    } catch (Error failure) { // too little memory or stack: picocli hands on exceptions alone
      return Failures.tell(failure, commandLine.getErr()).status();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do, such as: alsolike quickstart; see alsolike --help");
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "must be a date such as 2011-11-09, but is \"%s\"".formatted(text));
    }
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    PrintWriter err = misuse.getCommandLine().getErr();
    err.println("alsolike: " + misuse.getMessage().lines().findFirst().orElse("cannot be read"));
    err.flush();
    return ExitCode.USAGE.status();
  }
}
