package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.List;
import org.alsolike.features.training.Outcome;
import org.alsolike.features.training.PropensityQuestion;
import org.alsolike.features.training.TrainingDates;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.HistoryStep.Known;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.tables.Events;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes the examples that propensity models learn from and are judged by, as snapshots. */
record ExampleMaker(RunContext context, Known known, Events events) {

  /** Several past as-ofs whose outcomes are known at the cut-off. */
  PropensityExamples training(PropensitySettings settings, Instant cutOff) {
    TrainingDates dates = known.moments().dates(settings, cutOff);
    context
        .record()
        .note(
            "propensity.%s.examples_before_%s".formatted(settings.name(), cutOff),
            dates.explained());
    if (dates.used().isEmpty()) {
      throw new Stopped(
          ExitCode.INPUT_REJECTED,
          "propensity %s: %s; shorten outcome.within or give more history"
              .formatted(settings.name(), dates.explained()));
    }
    return kept("training", settings, dates.used(), cutOff);
  }

  /** The window's own start as the as-of, and what came true in it. */
  PropensityExamples test(PropensitySettings settings, Instant windowStart, Instant asOf) {
    return kept("test", settings, List.of(windowStart), asOf);
  }

  private PropensityExamples kept(
      String purpose, PropensitySettings settings, List<Instant> dates, Instant cutOff) {
    Outcome outcome = new Outcome(settings.outcome().event(), settings.outcome().within());
    PropensityExamples examples =
        new PropensityQuestion(settings.population(), outcome)
            .examples(known.customers(), events, dates, cutOff);
    String fingerprint = context.fingerprints().examples(cutOff, settings);
    String name =
        "examples/%s/%s-%s"
            .formatted(Fingerprints.shortened(fingerprint), settings.name(), purpose);
    Dataset<Row> rows = context.snapshot(name, fingerprint, examples.rows());
    return new PropensityExamples(examples.schema(), rows);
  }
}
