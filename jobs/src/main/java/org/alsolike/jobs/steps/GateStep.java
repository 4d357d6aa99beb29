package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.store.Stores;
import org.alsolike.models.evaluate.Candidate;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.models.evaluate.Gates;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.PropensityFigures;
import org.alsolike.models.recommend.rules.ListName;

/** Asks the gates about the lists as they would be published and about the propensity models. */
record GateStep(RunContext context, Pipeline.Refusals refusals) {

  Left<List<GateResult>> run(
      Judgement judgement, Map<String, PropensityFigures> propensity, Optional<Incumbent> served) {
    Gates gates = context.settings().gates();
    Optional<Candidate.Incumbent> incumbent =
        served.map(s -> new Candidate.Incumbent(s.version(), EvaluateStep.SERVED_VERSION));
    List<GateResult> results = new ArrayList<>();
    results.addAll(gates.judge(judgement, new Candidate(ListName.FOR_YOU.key(), incumbent)));
    results.addAll(gates.judge(propensity));
    context.record().note("gates", results);

    List<GateResult> failed = results.stream().filter(gate -> !gate.passed()).toList();
    List<String> lines = new ArrayList<>();
    lines.add("passed %d of %d".formatted(results.size() - failed.size(), results.size()));
    results.forEach(gate -> lines.add((gate.passed() ? "  yes  " : "  NO   ") + gate.reason()));
    if (!failed.isEmpty()) {
      refuse(failed, lines);
    }
    return Left.of(results, lines);
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
    return Stores.served(context.project())
        .map(served -> "Version %d stays served.".formatted(served.version()))
        .orElse("Nothing is served yet.");
  }
}
