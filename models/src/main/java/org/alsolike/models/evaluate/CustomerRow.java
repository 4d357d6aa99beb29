package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.BOUGHT_BEFORE;
import static org.alsolike.tables.CustomerMetrics.COUNTRY;
import static org.alsolike.tables.CustomerMetrics.HITS;
import static org.alsolike.tables.CustomerMetrics.HITS_HEAD;
import static org.alsolike.tables.CustomerMetrics.HITS_MIDDLE;
import static org.alsolike.tables.CustomerMetrics.K;
import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.RELEVANT;
import static org.alsolike.tables.CustomerMetrics.RELEVANT_HEAD;
import static org.alsolike.tables.CustomerMetrics.RELEVANT_MIDDLE;
import static org.alsolike.tables.CustomerMetrics.TASK;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.alsolike.models.evaluate.ReplicateSums.Cell;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Adds one row of the customers' metrics to the sums of all slices that it belongs to.
 *
 * @param slicedAt the depth at which slices have figures
 */
record CustomerRow(Slicing slicing, int slicedAt) implements Serializable {

  private static final int FIRST_METRIC = 13;

  /** What a row must hold, in order. */
  static Column[] columns(Column hash) {
    Stream<Column> customer =
        Stream.concat(
            Stream.of(hash),
            Stream.of(
                    MODEL,
                    TASK,
                    K,
                    NEW_CUSTOMER,
                    BOUGHT_BEFORE,
                    COUNTRY,
                    RELEVANT,
                    RELEVANT_HEAD,
                    RELEVANT_MIDDLE,
                    HITS,
                    HITS_HEAD,
                    HITS_MIDDLE)
                .map(field -> field.col()));
    Stream<Column> metrics = Arrays.stream(Metric.values()).map(Metric::ofCustomer);
    return Stream.concat(customer, metrics).toArray(Column[]::new);
  }

  ReplicateSums addTo(ReplicateSums sums, Row row) {
    double[] values = new double[Metric.values().length];
    Arrays.setAll(values, metric -> row.getDouble(FIRST_METRIC + metric));
    boolean newCustomer = row.getBoolean(4);
    add(sums, row, Slice.of(newCustomer), values);
    if (!newCustomer && row.getLong(3) == slicedAt) {
      for (Slice slice : slicing.of(row.getLong(5), row.getString(6))) {
        add(sums, row, slice, values);
      }
      addItems(sums, row, Slice.HEAD, row.getLong(8), row.getLong(11));
      addItems(sums, row, Slice.MIDDLE, row.getLong(9), row.getLong(12));
      long relevant = row.getLong(7) - row.getLong(8) - row.getLong(9);
      addItems(
          sums, row, Slice.TAIL, relevant, row.getLong(10) - row.getLong(11) - row.getLong(12));
    }
    return sums;
  }

  /** A customer for whom nothing of the kind is relevant does not count. */
  private static void addItems(ReplicateSums sums, Row row, Slice slice, long relevant, long hits) {
    if (relevant > 0) {
      double[] values = new double[Metric.values().length];
      values[Metric.RECALL_AT.ordinal()] = (double) hits / relevant;
      add(sums, row, slice, values);
    }
  }

  private static void add(ReplicateSums sums, Row row, Slice slice, double[] values) {
    Task task = Task.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
    Cell cell = new Cell(row.getString(1), task, slice, Math.toIntExact(row.getLong(3)));
    sums.add(cell, row.getLong(0), values);
  }
}
