package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import org.alsolike.tables.CustomerMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Paired bootstrap over customers (Efron, Tibshirani 1993): each replicate draws customers anew,
 * the same ones for all models, so that differences between two models are measured on equal
 * ground.
 *
 * @param replicates how many times customers are drawn, at least 100
 */
public record Bootstrap(int replicates, long seed) {

  private static final int MOST_REPLICATES = 100_000;
  private static final String HASH = "customer_hash";

  public Bootstrap {
    if (replicates < 100 || replicates > MOST_REPLICATES) {
      throw new IllegalArgumentException(
          "replicates must be between 100 and 100000, but is " + replicates);
    }
  }

  /**
   * The numeric bridge: one pass over the customers on the executors. What comes back has the size
   * of models x tasks x depths x metrics x replicates, whatever the number of customers.
   *
   * @param slicedAt the depth at which slices have figures
   */
  ReplicateSums sums(CustomerMetrics customers, Slicing slicing, int slicedAt) {
    ReplicateSums none = new ReplicateSums(Metric.values().length, replicates, seed);
    return byCustomer(customers)
        .toJavaRDD()
        .treeAggregate(none, new CustomerRow(slicing, slicedAt)::addTo, ReplicateSums::plus);
  }

  private static Dataset<Row> byCustomer(CustomerMetrics customers) {
    return customers
        .rows()
        .select(CustomerRow.columns(xxhash64(CUSTOMER.col()).as(HASH)))
        .repartition(col(HASH))
        .sortWithinPartitions(col(HASH));
  }
}
