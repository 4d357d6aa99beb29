package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.store.Stores;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.serving.StoreUnavailable;

/** Says what gates decided, and stops the run where one refuses. */
record Gatekeeper(RunContext context, Pipeline.Refusals refusals) {

  /**
   * @return lines for the console
   * @throws Stopped where a gate refuses and refusals are not accepted
   */
  List<String> decide(List<GateResult> results) {
    List<GateResult> failed = results.stream().filter(gate -> !gate.passed()).toList();
    List<String> lines = new ArrayList<>();
    lines.add("passed %d of %d".formatted(results.size() - failed.size(), results.size()));
    results.forEach(gate -> lines.add((gate.passed() ? "  yes  " : "  NO   ") + gate.reason()));
    if (!failed.isEmpty()) {
      refuse(failed, lines);
    }
    return lines;
  }

  private void refuse(List<GateResult> failed, List<String> lines) {
    if (refusals == Pipeline.Refusals.ACCEPTED) {
      lines.add("accepted all the same (--accept)");
      return;
    }
    String reasons = String.join("; ", failed.stream().map(GateResult::reason).toList());
    throw new Stopped(
        ExitCode.GATE_REFUSED,
        "Gate refused: %s. %s See %s; publish anyway with --accept."
            .formatted(
                reasons,
                stillServed(),
                Project.shown(context.record().folder().resolve("run.json"))));
  }

  private String stillServed() {
    try {
      return Stores.served(context.project())
          .map(served -> "Version %d stays served.".formatted(served.version()))
          .orElse("Nothing is served yet.");
    } catch (StoreUnavailable unreadable) {
      return "What is served stays served.";
    }
  }
}
