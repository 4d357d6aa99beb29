package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alsolike.features.FeatureStore;
import org.alsolike.features.PastAffinities;
import org.alsolike.features.PastPurchases;
import org.alsolike.models.recommend.Giants;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was known at several moments, written as snapshots and read back. All moments are made in
 * one job per table: that reads the events once, and plans and compiles one query instead of many.
 *
 * @param moments that the tables hold
 * @param giants by moment, as far as somebody asked: many ask for the same one
 */
record WrittenHistory(
    RunContext context,
    FeatureStore store,
    List<Instant> moments,
    PastPurchases purchases,
    PastAffinities affinities,
    ItemFeatures items,
    Map<Instant, Set<String>> giants) {

  static WrittenHistory of(RunContext context, FeatureStore store, List<Instant> moments) {
    PastPurchases purchases =
        new PastPurchases(written(context, "purchases", moments, store.purchases(moments).rows()));
    PastAffinities affinities =
        new PastAffinities(
            written(context, "affinities", moments, store.affinities(moments, purchases).rows()));
    ItemFeatures items =
        new ItemFeatures(
            store.itemSchema(),
            written(context, "item_features", moments, store.itemFeatures(moments).rows()));
    return new WrittenHistory(
        context, store, moments, purchases, affinities, items, new ConcurrentHashMap<>());
  }

  /** With customer features that were written before, for several moments at once. */
  History at(Instant asOf, CustomerFeatures customers) {
    Affinities held = affinities.at(asOf);
    Giants rule = context.settings().recommendations().giants();
    return new History(
        asOf,
        held,
        purchases.at(asOf),
        new ItemFeatures(
            items.schema(), items.rows().where(ItemFeatures.AS_OF.col().equalTo(asOf))),
        new CustomerFeatures(
            customers.schema(), customers.rows().where(CustomerFeatures.AS_OF.col().equalTo(asOf))),
        giants.computeIfAbsent(asOf, moment -> rule.among(held)));
  }

  /**
   * With customer features that are made only when somebody looks at them. A moment that is not
   * among those of the tables is written on its own.
   */
  History at(Instant asOf) {
    WrittenHistory holding =
        moments.contains(asOf) ? this : WrittenHistory.of(context, store, List.of(asOf));
    return holding.at(asOf, store.customerFeatures(List.of(asOf)));
  }

  static Dataset<Row> written(
      RunContext context, String table, List<Instant> asOfs, Dataset<Row> rows) {
    String fingerprint = context.fingerprints().history(asOfs);
    return context.snapshot(
        "history/%s/%s".formatted(Fingerprints.shortened(fingerprint), table), fingerprint, rows);
  }
}
