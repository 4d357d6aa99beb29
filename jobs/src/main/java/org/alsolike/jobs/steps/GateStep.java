package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.evaluate.Candidate;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.models.evaluate.Gates;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.PropensityFigures;
import org.alsolike.models.recommend.rules.ListName;

/** Asks the gates about the lists as they would be published and about the propensity models. */
record GateStep(RunContext context, Gatekeeper gatekeeper) {

  /**
   * @throws ConfigError when the gates compare with a model that nobody judges
   */
  static void requireJudgedBaseline(Settings settings) {
    String baseline = settings.gates().baseline();
    Set<String> judged = TrainStep.judged(settings, List.of()).keySet();
    if (!judged.contains(baseline)) {
      throw new ConfigError(
          "gates.baseline must be a model that is judged (%s), but is %s; add it to evaluation.baselines, or name another"
              .formatted(String.join(", ", judged), baseline));
    }
  }

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
