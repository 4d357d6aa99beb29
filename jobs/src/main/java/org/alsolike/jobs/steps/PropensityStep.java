package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.alsolike.jobs.steps.HistoryStep.Known;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.steps.Training.Purpose;
import org.alsolike.models.evaluate.PropensityFigures;
import org.alsolike.models.evaluate.PropensityJudging;
import org.alsolike.models.evaluate.RecencyBaseline;
import org.alsolike.models.evaluate.ReliabilityDecile;
import org.alsolike.models.propensity.PropensityModel;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.propensity.PropensityTrainer;
import org.alsolike.models.propensity.TrainingPlan;
import org.alsolike.tables.Events;
import org.alsolike.tables.PropensityExamples;

/**
 * Trains each propensity model twice: on what was known when the window began, to be judged by what
 * came true in it, and on all that is known at the as-of, to be served.
 */
record PropensityStep(RunContext context, Known known, Events events) {

  /**
   * @param served models by the name in the configuration
   * @param judged figures of the served trainers, by the same name
   */
  record Propensities(Map<String, PropensityModel> served, Map<String, PropensityFigures> judged) {}

  Left<Propensities> run() {
    Instant windowStart = known.moments().windowStart();
    Instant asOf = known.moments().asOf();
    Map<String, PropensityModel> served = new LinkedHashMap<>();
    Map<String, PropensityFigures> judged = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (PropensitySettings settings : context.settings().propensity()) {
      PropensityExamples test =
          new ExampleMaker(context, known, events).test(settings, windowStart, asOf);
      List<String> compared = new ArrayList<>();
      for (PropensityTrainer trainer : settings.trainers()) {
        PropensityFigures figures = judge(settings, trainer, windowStart, test);
        judged.putIfAbsent(settings.name(), figures);
        compared.add(line(trainer, figures));
      }
      PropensityFigures figures = judged.get(settings.name());
      lines.add(
          "%s: came true for %s of %s customers"
              .formatted(settings.name(), count(figures.outcomes()), count(figures.customers())));
      lines.addAll(compared);
      recencyAlone(settings, test).ifPresent(lines::add);
      lines.addAll(reliability(figures));
      served.put(settings.name(), trained(settings, settings.trainer(), Purpose.SERVED, asOf));
    }
    return Left.of(new Propensities(served, judged), lines);
  }

  private PropensityFigures judge(
      PropensitySettings settings,
      PropensityTrainer trainer,
      Instant windowStart,
      PropensityExamples test) {
    PropensityModel model = trained(settings, trainer, Purpose.JUDGED, windowStart);
    String fingerprint = context.fingerprints().predictions(windowStart, settings, trainer);
    String name =
        "evaluation/%s/predictions-%s-%s"
            .formatted(Fingerprints.shortened(fingerprint), settings.name(), trainer.kind());
    PropensityFigures figures =
        new PropensityJudging(
                context
                    .snapshot(name, fingerprint, model.predict(test).rows())
                    .drop("customer_id", "as_of"))
            .figures();
    String prefix = "propensity.%s.%s.".formatted(settings.name(), trainer.kind());
    figures.asMetrics().forEach((metric, value) -> context.record().metric(prefix + metric, value));
    context.record().note(prefix + "reliability", figures.reliability());
    context.record().note(prefix + "predictions", name);
    return figures;
  }

  /** A baseline that takes no training, beside the trainers. */
  private Optional<String> recencyAlone(PropensitySettings settings, PropensityExamples test) {
    OptionalDouble auc = RecencyBaseline.auc(test);
    if (auc.isEmpty()) {
      return Optional.empty();
    }
    String name = "propensity.%s.%s.auc".formatted(settings.name(), RecencyBaseline.NAME);
    context.record().metric(name, auc.getAsDouble());
    return Optional.of(String.format(Locale.ROOT, "recency alone: AUC %.3f", auc.getAsDouble()));
  }

  /** Loads the model where it was trained before for the same inputs, else trains and saves it. */
  private PropensityModel trained(
      PropensitySettings settings, PropensityTrainer trainer, Purpose purpose, Instant cutOff) {
    String fingerprint = context.fingerprints().propensity(cutOff, settings, trainer);
    String trainingName = "%s.%s".formatted(settings.name(), trainer.kind());
    new Training(trainingName, purpose, cutOff, fingerprint).addTo(context.record());
    String folder =
        "%smodels/%s-%s-%s"
            .formatted(
                context.project().workspace().snapshots(),
                settings.name(),
                trainer.kind(),
                Fingerprints.shortened(fingerprint));
    FileSet files = FileSet.at(folder, context.spark().sparkContext().hadoopConfiguration());
    if (!files.exists()) {
      TrainingPlan plan =
          TrainingPlan.of(
              settings, new ExampleMaker(context, known, events).training(settings, cutOff));
      context.console().detail("train " + plan.summary());
      files.write(PropensityModel.train(settings, trainer, plan.collect()).files());
    }
    return PropensityModel.load(files.read());
  }

  private static String line(PropensityTrainer trainer, PropensityFigures figures) {
    return String.format(
        Locale.ROOT,
        "%s: AUC %.3f, calibration error %.3f, top decile %.1f x average",
        trainer.kind(),
        figures.auc(),
        figures.ece(),
        figures.liftInTopDecile());
  }

  private static List<String> reliability(PropensityFigures figures) {
    StringBuilder deciles = new StringBuilder("  decile    ");
    StringBuilder predicted = new StringBuilder("  predicted ");
    StringBuilder observed = new StringBuilder("  observed  ");
    for (ReliabilityDecile row : figures.reliability()) {
      deciles.append(String.format(Locale.ROOT, "%6d", row.decile()));
      predicted.append(String.format(Locale.ROOT, "%5.0f%%", 100 * row.predicted()));
      observed.append(String.format(Locale.ROOT, "%5.0f%%", 100 * row.observed()));
    }
    return List.of(deciles.toString(), predicted.toString(), observed.toString());
  }
}
