package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.time.Instant;
import java.util.List;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;

/**
 * Writes what was known at the moments of a run. Features of all moments are made in one job: that
 * reads the events once, and costs little more than one moment alone.
 */
record HistoryStep(RunContext context, FeatureStore store) {

  /**
   * @param past what was known at the moments of models, and at those from which they learn
   * @param judged what was known when the holdout window began
   * @param current what is known at the as-of
   * @param customers features at all moments, those of examples too
   */
  record Known(
      Moments moments,
      WrittenHistory past,
      History judged,
      History current,
      CustomerFeatures customers) {}

  Left<Known> run(Instant windowStart, Instant asOf) {
    Instant first = firstEvent(context, store);
    Moments moments = Moments.of(windowStart, asOf, context.settings(), first);
    List<Instant> all = moments.all();
    CustomerFeatures customers =
        new CustomerFeatures(
            store.customerSchema(),
            WrittenHistory.written(
                context, "customer_features", all, store.customerFeatures(all).rows()));
    WrittenHistory past = WrittenHistory.of(context, store, moments.ofModels());
    History judged = past.at(windowStart, customers);
    History current = past.at(asOf, customers);

    long knownCustomers = current.customerFeatures().rows().count();
    long knownItems = current.itemFeatures().rows().count();
    long affinities = current.affinities().rows().count();
    String line =
        "%s customers x %d, %s items x %d, %s affinities"
            .formatted(
                count(knownCustomers),
                store.customerSchema().features().size(),
                count(knownItems),
                store.itemSchema().features().size(),
                count(affinities));
    return Left.of(new Known(moments, past, judged, current, customers), List.of(line))
        .with("customers", knownCustomers)
        .with("items", knownItems)
        .with("affinities", affinities);
  }

  /** When the history begins. */
  static Instant firstEvent(RunContext context, FeatureStore store) {
    return store
        .firstEvent()
        .orElseThrow(
            () ->
                new Stopped(
                    ExitCode.INPUT_REJECTED,
                    "sources: no row was accepted; look at the reasons in "
                        + ValidateStep.place(context, "transactions")));
  }
}
