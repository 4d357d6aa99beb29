package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.K;
import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.alsolike.models.evaluate.ReplicateSums.Cell;
import org.alsolike.tables.CustomerMetrics;
import org.apache.spark.sql.Column;
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
  private static final int FIRST_METRIC = 5;

  public Bootstrap {
    if (replicates < 100 || replicates > MOST_REPLICATES) {
      throw new IllegalArgumentException(
          "replicates must be between 100 and 100000, but is " + replicates);
    }
  }

  /**
   * The numeric bridge: one pass over the customers on the executors. What comes back has the size
   * of models x tasks x depths x metrics x replicates, whatever the number of customers.
   */
  ReplicateSums sums(CustomerMetrics customers) {
    ReplicateSums none = new ReplicateSums(Metric.values().length, replicates, seed);
    return byCustomer(customers)
        .toJavaRDD()
        .treeAggregate(none, Bootstrap::add, ReplicateSums::plus);
  }

  private static Dataset<Row> byCustomer(CustomerMetrics customers) {
    Column[] cell = {
      xxhash64(CUSTOMER.col()).as(HASH), MODEL.col(), TASK.col(), NEW_CUSTOMER.col(), K.col()
    };
    Column[] values = Arrays.stream(Metric.values()).map(Metric::ofCustomer).toArray(Column[]::new);
    return customers
        .rows()
        .select(Stream.concat(Stream.of(cell), Stream.of(values)).toArray(Column[]::new))
        .repartition(col(HASH))
        .sortWithinPartitions(col(HASH));
  }

  private static ReplicateSums add(ReplicateSums sums, Row row) {
    Task task = Task.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
    Slice slice = Slice.of(row.getBoolean(3));
    Cell cell = new Cell(row.getString(1), task, slice, Math.toIntExact(row.getLong(4)));
    double[] values = new double[Metric.values().length];
    Arrays.setAll(values, metric -> row.getDouble(FIRST_METRIC + metric));
    return sums.add(cell, row.getLong(0), values);
  }
}
