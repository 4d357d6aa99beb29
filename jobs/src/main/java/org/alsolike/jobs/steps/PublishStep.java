package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.store.StorePublisher;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.Publication;

/** Publishes the results as one version. */
record PublishStep(RunContext context) {

  /** Where the manifest keeps the configuration of the lists, to judge against it next time. */
  static final String RECOMMENDATIONS = "recommendations";

  Left<Publication> run(Results results) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("run_id", context.record().runId());
    notes.put(RECOMMENDATIONS, Canonical.json(context.settings().recommendations()));
    Publication publication =
        new StorePublisher(context.project(), context.fingerprints().result(), notes)
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
}
