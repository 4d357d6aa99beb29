package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.AVERAGE_PRECISION;
import static org.alsolike.tables.CustomerMetrics.HIT;
import static org.alsolike.tables.CustomerMetrics.LISTED;
import static org.alsolike.tables.CustomerMetrics.NDCG;
import static org.alsolike.tables.CustomerMetrics.RECALL;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** What is averaged over the customers of a slice; each is between 0 and 1 for a customer. */
public enum Metric {
  RECALL_AT("recall", RECALL.col()),
  NDCG_AT("ndcg", NDCG.col()),
  MAP_AT("map", AVERAGE_PRECISION.col()),
  HIT_RATE_AT("hit_rate", HIT.col()),
  /** The share of customers who had a list at all. */
  USERS_COVERED("users_covered", when(LISTED.col().gt(0), 1.0).otherwise(0.0));

  private final String key;
  private final Column ofCustomer;

  Metric(String key, Column ofCustomer) {
    this.key = key;
    this.ofCustomer = ofCustomer;
  }

  /** What can be said of a slice. */
  static List<Metric> of(Slice slice) {
    return switch (slice.of()) {
      case CUSTOMERS -> List.of(values());
      case ITEMS -> List.of(RECALL_AT);
    };
  }

  /** The figure's name at a depth, such as {@code ndcg@10}. */
  public String at(int k) {
    return key + "@" + k;
  }

  /** The value of one row of {@link org.alsolike.tables.CustomerMetrics}. */
  Column ofCustomer() {
    return ofCustomer.as(key);
  }
}
