package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.evaluate.Candidate;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.models.evaluate.Gates;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.PropensityFigures;
import org.alsolike.models.recommend.rules.ListName;

/** Asks the gates about the lists as they would be published and about the propensity models. */
record GateStep(RunContext context, Gatekeeper gatekeeper) {

  Left<List<GateResult>> run(
      Judgement judgement, Map<String, PropensityFigures> propensity, Optional<Incumbent> served) {
    Gates gates = context.settings().gates();
    Optional<Candidate.Incumbent> incumbent =
        served.map(s -> new Candidate.Incumbent(s.version(), EvaluateStep.SERVED_VERSION));
    List<GateResult> results = new ArrayList<>();
    results.addAll(gates.judge(judgement, new Candidate(ListName.FOR_YOU.key(), incumbent)));
    results.addAll(gates.judge(propensity));
    context.record().note("gates", results);
    return Left.of(results, gatekeeper.decide(results));
  }
}
