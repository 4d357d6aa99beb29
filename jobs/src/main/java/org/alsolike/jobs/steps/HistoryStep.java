package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.time.Instant;
import java.util.List;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;

/** Writes what was known at the two moments of a run: the start of its window, and its as-of. */
record HistoryStep(RunContext context, FeatureStore store) {

  /**
   * @param judged what was known when the holdout window began
   * @param current what is known at the as-of
   */
  record TwoHistories(History judged, History current) {}

  Left<TwoHistories> run(Instant windowStart, Instant asOf) {
    History judged = written(windowStart);
    History current = written(asOf);
    String folder = folder(asOf);
    long customers = context.rows(folder + "customer_features");
    long items = context.rows(folder + "item_features");
    long affinities = context.rows(folder + "affinities");
    String line =
        "%s customers x %d, %s items x %d, %s affinities"
            .formatted(
                count(customers),
                store.customerSchema().features().size(),
                count(items),
                store.itemSchema().features().size(),
                count(affinities));
    return Left.of(new TwoHistories(judged, current), List.of(line))
        .with("customers", customers)
        .with("items", items)
        .with("affinities", affinities);
  }

  private History written(Instant asOf) {
    History history = store.at(asOf);
    String folder = folder(asOf);
    String fingerprint = context.fingerprints().history(asOf);
    return new History(
        asOf,
        new Affinities(
            context.snapshot(folder + "affinities", fingerprint, history.affinities().rows())),
        new Purchases(
            context.snapshot(folder + "purchases", fingerprint, history.purchases().rows())),
        new ItemFeatures(
            store.itemSchema(),
            context.snapshot(folder + "item_features", fingerprint, history.itemFeatures().rows())),
        new CustomerFeatures(
            store.customerSchema(),
            context.snapshot(
                folder + "customer_features", fingerprint, history.customerFeatures().rows())));
  }

  private String folder(Instant asOf) {
    return "history/%s/".formatted(Fingerprints.shortened(context.fingerprints().history(asOf)));
  }
}
