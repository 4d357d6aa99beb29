package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.alsolike.features.FeatureDefinitions;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Stage;
import org.alsolike.jobs.steps.HistoryStep.Known;
import org.alsolike.jobs.steps.PropensityStep.Propensities;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.steps.TrainStep.Recommenders;
import org.alsolike.jobs.steps.ValidateStep.Validated;
import org.alsolike.jobs.store.Stores;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.OutcomeUnknown;

/**
 * The steps of a run in the order of the flow.
 *
 * @param compared the run with which this one is compared once it is judged
 */
record Stages(
    RunContext context, Steps steps, Pipeline.Allowed allowed, Optional<PastRun> compared) {

  /** What was published; empty when the run ends before that. */
  Optional<Results> run(Instant windowStart, Optional<Incumbent> served, Stage last) {
    Settings settings = context.settings();
    FeatureDefinitions definitions = new ExpressionChecks(context).definitions();
    Instant asOf = context.project().asOf();

    Validated validated = steps.run("validate", () -> new ValidateStep(context).run());
    if (!Stage.FEATURES.within(last)) {
      return Optional.empty();
    }
    FeatureStore store =
        new FeatureStore(validated.events(), validated.items(), validated.customers(), definitions);
    Known known =
        steps.run("features", () -> new HistoryStep(context, store).run(windowStart, asOf));
    if (!Stage.TRAIN.within(last)) {
      return Optional.empty();
    }
    List<Recommender> further =
        served.stream()
            .flatMap(incumbent -> ListMaker.needed(incumbent.settings()).stream())
            .toList();
    Recommenders models =
        steps.run("train", () -> new TrainStep(context, store).run(known, further));
    Propensities propensities =
        steps.run("propensity", () -> new PropensityStep(context, known, validated.events()).run());
    if (!Stage.EVALUATE.within(last)) {
      return Optional.empty();
    }
    EvaluateStep evaluation =
        new EvaluateStep(
            context,
            known.judged(),
            store.purchasesBetween(windowStart, asOf),
            models.judged(),
            served,
            "");
    Judgement judgement = steps.run("evaluate", evaluation::run);
    compared.ifPresent(
        past ->
            steps.run(
                "compare",
                () -> new CompareStep(context, evaluation.customerMetrics(), past).run()));
    Gatekeeper gatekeeper = new Gatekeeper(context, allowed.refusals());
    steps.run(
        "gate",
        () -> new GateStep(context, gatekeeper).run(judgement, propensities.judged(), served));
    if (!Stage.DIFF.within(last)) {
      return Optional.empty();
    }
    Results results =
        steps.run(
            "score",
            () ->
                new ScoreStep(context, store, known.current())
                    .run(models.served(), propensities.served()));
    Optional<Manifest> replaced = Stores.comparable(context.project());
    replaced.ifPresent(
        version -> changes(new DiffStep(context, version), gatekeeper, results, last));
    if (replaced.isEmpty() && last == Stage.DIFF) {
      context.console().line("Nothing is served yet, so there is nothing to compare with.");
    }
    if (!Stage.PUBLISH.within(last)) {
      return Optional.empty();
    }
    // Publishing comes last: once a version is served, the next run has nothing to do.
    ExportStep export = new ExportStep(context);
    steps.run("export", () -> export.run(results));
    orUnsealed(
        export::unseal,
        () -> steps.run("publish", () -> new PublishStep(context, allowed.older()).run(results)));
    return Optional.of(results);
  }

  /** Exports of a version that is surely not served must not look as if they were whole. */
  static <T> T orUnsealed(Runnable unseal, Supplier<T> publishing) {
    try {
      return publishing.get();
    } catch (OutcomeUnknown perhapsServed) {
      throw perhapsServed;
    } catch (Exception | Error notServed) { // Spark's are checked, and not declared
      unseal.run();
      throw notServed;
    }
  }

  private void changes(DiffStep diff, Gatekeeper gatekeeper, Results results, Stage last) {
    steps
        .run("diff", () -> last == Stage.DIFF ? diff.run(results) : diff.runWherePossible(results))
        .ifPresent(
            found ->
                steps.run(
                    "changes", () -> Left.of(found.gates(), gatekeeper.decide(found.gates()))));
  }

  /** Trains the lists' models where they are not trained yet, and answers from them. */
  Inquiry.Answer answer(Instant windowStart, Inquiry inquiry) {
    FeatureStore store = store(context, steps);
    Instant asOf = context.project().asOf();
    Known known =
        steps.run("features", () -> new HistoryStep(context, store).run(windowStart, asOf));
    Recommenders models = steps.run("train", () -> new TrainStep(context, store).served(known));
    return steps.run(
        inquiry.name(),
        () -> Left.of(inquiry.answer(context, known.current(), models.served()), List.of()));
  }

  /** What every run begins with, where nothing else of {@link #run} is wanted. */
  static FeatureStore store(RunContext context, Steps steps) {
    FeatureDefinitions definitions = new ExpressionChecks(context).definitions();
    Validated validated = steps.run("validate", () -> new ValidateStep(context).run());
    return new FeatureStore(
        validated.events(), validated.items(), validated.customers(), definitions);
  }
}
