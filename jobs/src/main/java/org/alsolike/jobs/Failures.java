package org.alsolike.jobs;

import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alsolike.features.events.InputRejected;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Interruption;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.models.propensity.NothingToLearn;
import org.alsolike.models.recommend.MemoryRefused;
import org.alsolike.models.recommend.NothingHeld;
import org.alsolike.serving.ServingFailure;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.tables.UnusableSetting;
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

  /** The first that is expected of what lies behind one another: Spark wraps what a task threw. */
  private static Told told(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Optional<Told> expected = expected(at);
      if (expected.isPresent()) {
        boolean inATask = at != failure && at instanceof StoreUnavailable;
        return inATask
            ? new Told(ExitCode.STORE_UNAVAILABLE, remedied(at.getMessage()))
            : expected.get();
      }
    }
    return new Told(ExitCode.INTERNAL, unexpected(failure));
  }

  private static Optional<Told> expected(Throwable failure) {
    if (failure instanceof Stopped stopped) {
      return Optional.of(new Told(stopped.code(), stopped.getMessage()));
    }
    if (failure instanceof ConfigError
        || failure instanceof UnusableSetting
        || failure instanceof MemoryRefused) {
      return Optional.of(new Told(ExitCode.USAGE, failure.getMessage()));
    }
    if (failure instanceof ServingFailure store) {
      return Optional.of(new Told(code(store.exitCode()), store.getMessage()));
    }
    if (failure instanceof NothingToLearn || failure instanceof NothingHeld) {
      return Optional.of(new Told(ExitCode.INPUT_REJECTED, failure.getMessage()));
    }
    if (failure instanceof IOException io && isOfTheSystem(io)) {
      return Optional.of(new Told(ExitCode.STORE_UNAVAILABLE, line(io)));
    }
    return InputRejected.in(failure)
        .map(rejected -> new Told(ExitCode.INPUT_REJECTED, rejected.getMessage()))
        .or(() -> inATask(failure));
  }

  /** Of a task on another machine Spark keeps the class and message as text alone. */
  private static final Pattern STORE_IN_A_TASK =
      Pattern.compile(Pattern.quote(StoreUnavailable.class.getName()) + ": ([^\\r\\n]+)");

  private static final Pattern DISK_IN_A_TASK =
      Pattern.compile("java\\.io\\.IOException: (No space left on device)");

  private static Optional<Told> inATask(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return Stream.of(STORE_IN_A_TASK, DISK_IN_A_TASK)
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(found -> new Told(ExitCode.STORE_UNAVAILABLE, remedied(found.group(1))))
        .findFirst();
  }

  /** Of a disk or a network, not of a text that does not parse. */
  private static boolean isOfTheSystem(IOException failure) {
    String thrower = failure.getClass().getPackageName();
    return !(failure instanceof ObjectStreamException)
        && (thrower.startsWith("java.") || thrower.startsWith("org.apache.hadoop."));
  }

  private static String line(IOException failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    boolean saysWhy = failure.getClass() == IOException.class;
    return remedied(saysWhy ? first : failure.getClass().getSimpleName() + ": " + first);
  }

  private static String remedied(String line) {
    return line.replaceFirst("[.]$", "")
        + ". What was served stays served; look at the place, its rights and its room, then run the"
        + " same command again";
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
