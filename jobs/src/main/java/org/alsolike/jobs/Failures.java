package org.alsolike.jobs;

import java.io.PrintWriter;
import java.util.Arrays;
import org.alsolike.features.events.InputRejected;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Interruption;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.models.propensity.NothingToLearn;
import org.alsolike.serving.ServingFailure;
import org.apache.logging.log4j.LogManager;

/** What stops a verb, as one line for a person and an exit code for a scheduler. */
public final class Failures {

  private Failures() {}

  public static ExitCode tell(Throwable failure, PrintWriter err) {
    if (Interruption.isUnderWay()) {
      return ExitCode.INTERNAL; // the interruption itself is told, and this is its consequence
    }
    Told told = told(failure);
    err.println(told.line());
    err.flush();
    if (Boolean.getBoolean("alsolike.debug")) {
      failure.printStackTrace(err);
      err.flush();
    }
    return told.code();
  }

  private record Told(ExitCode code, String line) {}

  private static Told told(Throwable failure) {
    if (failure instanceof Stopped stopped) {
      return new Told(stopped.code(), stopped.getMessage());
    }
    if (failure instanceof ConfigError) {
      return new Told(ExitCode.USAGE, failure.getMessage());
    }
    if (failure instanceof ServingFailure store) {
      return new Told(code(store.exitCode()), store.getMessage());
    }
    if (failure instanceof NothingToLearn) {
      return new Told(ExitCode.INPUT_REJECTED, failure.getMessage());
    }
    return InputRejected.foundIn(failure)
        .map(rejected -> new Told(ExitCode.INPUT_REJECTED, rejected.getMessage()))
        .orElseGet(() -> new Told(ExitCode.INTERNAL, unexpected(failure)));
  }

  private static ExitCode code(int status) {
    return Arrays.stream(ExitCode.values())
        .filter(code -> code.status() == status)
        .findFirst()
        .orElse(ExitCode.INTERNAL);
  }

  private static String unexpected(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String log = System.getProperty("alsolike.log");
    if (log != null) {
      LogManager.getLogger(Failures.class).error("The run stops", failure);
    }
    return "Internal error: %s: %s. %s"
        .formatted(
            failure.getClass().getSimpleName(),
            message,
            log == null ? "Run again with --debug for details." : "Details are in " + log + ".");
  }
}
