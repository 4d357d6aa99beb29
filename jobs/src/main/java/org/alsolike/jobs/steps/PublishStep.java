package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.store.StorePublisher;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Release.OlderAsOf;

/** Publishes the results as one version. */
record PublishStep(RunContext context, OlderAsOf older) {

  /** Where the manifest keeps the configuration of the lists, to judge against it next time. */
  static final String RECOMMENDATIONS = "recommendations";

  Left<Publication> run(Results results) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("run_id", context.record().runId());
    notes.put(RECOMMENDATIONS, Canonical.json(context.settings().recommendations()));
    Publication publication =
        new StorePublisher(
                context.project(), context.fingerprints().result(), models(), notes, older)
            .publish(results.tables(), context.console());
    long customers = publication.manifest().entries(Part.list(ListName.FOR_YOU.key()));
    long items = publication.manifest().entries(Part.similar(ListName.ALSO_LIKE.key()));
    long segments = context.settings().segments().size();
    context.record().metric("published.customers", customers);
    context.record().metric("published.items", items);
    context.record().note("published", publication.manifest().version());
    List<String> lines = new ArrayList<>();
    lines.add(
        "version %d: %s customers, %s items, %d %s"
            .formatted(
                publication.manifest().version(),
                count(customers),
                count(items),
                segments,
                segments == 1 ? "segment" : "segments"));
    lines.add("in " + context.project().shownStore());
    lines.addAll(publication.warnings());
    return Left.of(publication, lines).with("entries", publication.manifest().whole().entries());
  }

  /** By name, with the fingerprint of all that each was made from. */
  private Map<String, String> models() {
    Settings settings = context.settings();
    Instant asOf = context.project().asOf();
    Map<String, String> models = new TreeMap<>();
    ModelStore.named(settings.recommendations().models())
        .forEach((name, model) -> models.put(name, context.fingerprints().model(asOf, model)));
    for (PropensitySettings propensity : settings.propensity()) {
      models.put(
          propensity.name(),
          context.fingerprints().propensity(asOf, propensity, propensity.trainer()));
    }
    return models;
  }
}
