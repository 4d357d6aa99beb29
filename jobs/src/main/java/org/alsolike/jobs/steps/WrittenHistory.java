package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.List;
import org.alsolike.features.FeatureStore;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was known at a moment, written as snapshots and read back. */
record WrittenHistory(RunContext context, FeatureStore store) {

  /** With features that were written before, for several moments at once. */
  History at(Instant asOf, CustomerFeatures customers, ItemFeatures items) {
    Purchases purchases =
        new Purchases(written("purchases", List.of(asOf), store.purchases(asOf).rows()));
    return new History(
        asOf,
        new Affinities(
            written("affinities", List.of(asOf), store.affinities(asOf, purchases).rows())),
        purchases,
        new ItemFeatures(
            items.schema(), items.rows().where(ItemFeatures.AS_OF.col().equalTo(asOf))),
        new CustomerFeatures(
            customers.schema(),
            customers.rows().where(CustomerFeatures.AS_OF.col().equalTo(asOf))));
  }

  /** With features that are made only when somebody looks at them. */
  History at(Instant asOf) {
    return at(asOf, store.customerFeatures(List.of(asOf)), store.itemFeatures(List.of(asOf)));
  }

  Dataset<Row> written(String table, List<Instant> asOfs, Dataset<Row> rows) {
    String fingerprint = context.fingerprints().history(asOfs);
    return context.snapshot(
        "history/%s/%s".formatted(Fingerprints.shortened(fingerprint), table), fingerprint, rows);
  }
}
