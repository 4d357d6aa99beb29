package org.alsolike.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Events;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Histories;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Items;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The past as it was known at any moment. Everything it gives is lazy: what is used more than once
 * should be written as a snapshot first.
 */
public final class FeatureStore implements Histories {

  private final Events events;
  private final Optional<Customers> customers;
  private final FeatureDefinitions definitions;
  private final FeatureRows customerRows;
  private final FeatureRows itemRows;

  public FeatureStore(
      Events events,
      Optional<Items> items,
      Optional<Customers> customers,
      FeatureDefinitions definitions) {
    this.events = events;
    this.customers = customers;
    this.definitions = definitions;
    this.customerRows =
        new FeatureRows(
            Subject.CUSTOMER,
            definitions.customer(),
            customers.map(Customers::rows),
            Customers.KNOWN_FROM);
    this.itemRows =
        new FeatureRows(Subject.ITEM, definitions.item(), items.map(Items::rows), Items.KNOWN_FROM);
  }

  @Override
  public History at(Instant asOf) {
    List<Instant> moment = List.of(asOf);
    PastPurchases purchases = purchases(moment);
    return new History(
        asOf,
        affinities(moment, purchases).at(asOf),
        purchases.at(asOf),
        itemFeatures(moment),
        customerFeatures(moment));
  }

  /** All as-ofs in one job. */
  public CustomerFeatures customerFeatures(List<Instant> asOfs) {
    return new CustomerFeatures(customerSchema(), customerRows.of(events, asOfs));
  }

  /** All as-ofs in one job. */
  public ItemFeatures itemFeatures(List<Instant> asOfs) {
    return new ItemFeatures(itemSchema(), itemRows.of(events, asOfs));
  }

  /** What was bought before each as-of, less the returns before it; all as-ofs in one job. */
  public PastPurchases purchases(List<Instant> asOfs) {
    return KeptPurchases.of(events.rows(), asOfs);
  }

  /**
   * What was bought at or after {@code from} and before {@code to}, to judge by: nothing is netted,
   * since a list that led to a purchase did its work.
   */
  public Purchases purchasesBetween(Instant from, Instant to) {
    Dataset<Row> window = AsOf.after(events.rows(), List.of(from), Duration.between(from, to));
    return new Purchases(
        window
            .where(Events.KIND.col().equalTo(Events.PURCHASE))
            .withColumn(Purchases.KEPT.name(), col(Purchases.QUANTITY.name())));
  }

  public FeatureSchema customerSchema() {
    return definitions.customerSchema();
  }

  public FeatureSchema itemSchema() {
    return definitions.itemSchema();
  }

  /** What the shop last said about each customer before the as-of: at most one row per customer. */
  public Optional<Customers> consentAsOf(Instant asOf) {
    return customers.map(statements -> LatestStatements.of(statements, asOf));
  }

  /** When the shop's history begins; empty without an event. Runs a small job. */
  public Optional<Instant> firstEvent() {
    Row first = events.rows().agg(min(Events.OCCURRED_AT.col())).first();
    return Optional.ofNullable(first.getTimestamp(0)).map(Timestamp::toInstant);
  }

  /**
   * How strongly each customer was drawn to each item just before each as-of, in one job.
   *
   * @param purchases those of {@link #purchases} at the same as-ofs, best read from where they were
   *     written
   */
  public PastAffinities affinities(List<Instant> asOfs, PastPurchases purchases) {
    return new AffinityRows(definitions.affinity()).of(AsOf.cut(events.rows(), asOfs), purchases);
  }
}
