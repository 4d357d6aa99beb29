package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.alsolike.features.events.InputRejected;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void whatIsExpectedSpeaksForItself() {
    tells(
        ExitCode.GATE_REFUSED,
        "Gate refused.",
        new Stopped(ExitCode.GATE_REFUSED, "Gate refused."));
    tells(ExitCode.INPUT_REJECTED, "a.csv: empty", new InputRejected("a.csv: empty"));
    tells(
        ExitCode.STORE_UNAVAILABLE,
        "serving: disk full",
        new StoreUnavailable("serving: disk full", new RuntimeException("no space")));
    tells(ExitCode.GATE_REFUSED, "an older as-of", new PublishRefused("an older as-of"));
    tells(ExitCode.LOCKED, "held by process 7", new StoreLocked("held by process 7"));
    tells(
        ExitCode.OUTCOME_UNKNOWN,
        "serving: read the pointer",
        new OutcomeUnknown("serving: read the pointer", new RuntimeException("connection lost")));
  }

  @Test
  void aRejectedInputIsFoundInWhatSparkReports() {
    String report =
        "Task 3 failed:\n" + InputRejected.class.getName() + ": a.csv.gz: truncated\n\tat";

    tells(ExitCode.INPUT_REJECTED, "a.csv.gz: truncated", new RuntimeException(report));
  }

  /** Spark hands the failure of a task on as a cause, or as text when the task ran elsewhere. */
  @Test
  void aStoreThatFailsInATaskIsNoInternalError() {
    String remedy =
        ". What was served stays served; look at the place, its rights and its room, then run the"
            + " same command again";
    StoreUnavailable gone = new StoreUnavailable("db.shop: connection refused.");

    tells(
        ExitCode.STORE_UNAVAILABLE,
        "db.shop: connection refused" + remedy,
        new RuntimeException("Job aborted due to stage failure", gone));
    tells(
        ExitCode.STORE_UNAVAILABLE,
        "db.shop: connection refused" + remedy,
        new RuntimeException("Task 3 failed 4 times: " + gone + "\n\tat"));
    tells(
        ExitCode.STORE_UNAVAILABLE,
        "No space left on device" + remedy,
        new RuntimeException("Task 3 failed: java.io.IOException: No space left on device\n\tat"));
  }

  @Test
  void aDiskThatFailsIsNoInternalError() {
    String remedy =
        ". What was served stays served; look at the place, its rights and its room, then run the"
            + " same command again";

    tells(
        ExitCode.STORE_UNAVAILABLE,
        "AccessDeniedException: sales.csv" + remedy,
        new UncheckedIOException(new AccessDeniedException("sales.csv")));
    tells(
        ExitCode.STORE_UNAVAILABLE,
        "No space left on device" + remedy,
        new RuntimeException("Job aborted", new IOException("No space left on device")));
    tells(
        ExitCode.INTERNAL,
        "Internal error: RuntimeException: Task not serializable. Run again with --debug for"
            + " details.",
        new RuntimeException("Task not serializable", new NotSerializableException("a.Thing")));
  }

  @Test
  void anythingElseIsAnInternalErrorInOneLine() {
    tells(
        ExitCode.INTERNAL,
        "Internal error: IllegalStateException: first line. Run again with --debug for details.",
        new IllegalStateException("first line\nsecond line"));
    tells(
        ExitCode.INTERNAL,
        "Internal error: OutOfMemoryError: Java heap space. Run again with --debug for details.",
        new OutOfMemoryError("Java heap space"));
  }

  private static void tells(ExitCode code, String line, Throwable failure) {
    StringWriter err = new StringWriter();

    assertThat(Failures.tell(failure, new PrintWriter(err))).isEqualTo(code);
    assertThat(err).hasToString(line + System.lineSeparator());
  }
}
