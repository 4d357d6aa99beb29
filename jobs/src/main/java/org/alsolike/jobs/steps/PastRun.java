package org.alsolike.jobs.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Stopped;

/**
 * What an earlier run said about its lists.
 *
 * @param customerMetrics the snapshot that holds them, customer by customer
 */
record PastRun(String runId, Instant from, Instant to, String customerMetrics) {

  /** Where run.json says what was judged. */
  static final String JUDGED = "judged";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws Stopped in one line when there is no such run, or it judged nothing
   */
  static PastRun of(Project project, String runId) {
    Path record = project.workspace().run(runId).resolve("run.json");
    if (!runId.matches("[A-Za-z0-9_.-]+") || !Files.isRegularFile(record)) {
      List<Path> runs = project.workspace().runs();
      String known =
          runs.isEmpty()
              ? "there is none yet"
              : "the latest is " + runs.get(runs.size() - 1).getFileName();
      throw new Stopped(
          ExitCode.USAGE, "--compare: no run is called %s; %s".formatted(runId, known));
    }
    try {
      JsonNode judged = JSON.readTree(record.toFile()).path(JUDGED);
      if (judged.isMissingNode()) {
        throw new Stopped(
            ExitCode.USAGE,
            "--compare: run %s judged nothing; run evaluate with its configuration first"
                .formatted(runId));
      }
      return new PastRun(
          runId,
          Instant.parse(judged.get("from").textValue()),
          Instant.parse(judged.get("to").textValue()),
          judged.get("customer_metrics").textValue());
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be read: %s".formatted(record, e.getMessage()),
          e);
    }
  }

  /** As run.json keeps it. */
  Map<String, String> noted() {
    return Map.of(
        "from", from.toString(), "to", to.toString(), "customer_metrics", customerMetrics);
  }

  /**
   * @throws Stopped in one line when the other window is not this one
   */
  void requireWindow(Instant otherFrom, Instant otherTo) {
    if (!from.equals(otherFrom) || !to.equals(otherTo)) {
      throw new Stopped(
          ExitCode.USAGE,
          "--compare: run %s was judged on %s .. %s, this one on %s .. %s; judge both with one as-of and evaluation.holdout_window"
              .formatted(runId, from, to, otherFrom, otherTo));
    }
  }
}
