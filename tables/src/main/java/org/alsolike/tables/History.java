package org.alsolike.tables;

import static org.apache.spark.sql.functions.broadcast;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What was known at one moment, and all that a recommender may learn from. Only the feature store
 * makes one.
 *
 * @param asOf exclusive: nothing in here happened at or after it
 * @param giants ids of the customers who hold or bought so much that nothing is learned from them;
 *     they have lists as others have
 */
public record History(
    Instant asOf,
    Affinities affinities,
    Purchases purchases,
    ItemFeatures itemFeatures,
    CustomerFeatures customerFeatures,
    Set<String> giants) {

  public History {
    giants = Set.copyOf(giants);
  }

  /** Everybody is learned from. */
  public History(
      Instant asOf,
      Affinities affinities,
      Purchases purchases,
      ItemFeatures itemFeatures,
      CustomerFeatures customerFeatures) {
    this(asOf, affinities, purchases, itemFeatures, customerFeatures, Set.of());
  }

  /** The same moment, as if other things were held and bought. */
  public History with(Affinities others, Purchases otherPurchases) {
    return new History(asOf, others, otherPurchases, itemFeatures, customerFeatures, giants);
  }

  /** The same, of which these customers are the giants. */
  public History withGiants(Set<String> customers) {
    return new History(asOf, affinities, purchases, itemFeatures, customerFeatures, customers);
  }

  /**
   * Those of the rows that are of no giant; rows of nobody are.
   *
   * @param rows with {@code customer_id}
   */
  public Dataset<Row> withoutGiants(Dataset<Row> rows) {
    if (giants.isEmpty()) {
      return rows;
    }
    String customer = Affinities.CUSTOMER.name();
    Dataset<Row> ids =
        rows.sparkSession().createDataset(List.copyOf(giants), Encoders.STRING()).toDF(customer);
    // one row per giant on the right
    return rows.join(broadcast(ids), new String[] {customer}, "left_anti");
  }
}
