package org.alsolike.jobs.store;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.Receipt;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Writes entries from inside Spark's tasks: disjoint ranges of keys in unsigned byte order, each
 * sorted. A task that Spark runs twice is harmless: see {@link
 * org.alsolike.serving.publish.PartitionWriter}.
 */
final class StagedEntries {

  private StagedEntries() {}

  /** The receipts of the tasks that succeeded, one per partition. */
  static List<Receipt> write(Dataset<Row> entries, int partitions, PartitionWriters writers) {
    MapPartitionsFunction<Row, String> writing = rows -> List.of(receipt(rows, writers)).iterator();
    return entries
        .repartitionByRange(partitions, col(StoreEntries.KEY))
        .sortWithinPartitions(col(StoreEntries.KEY))
        .mapPartitions(writing, Encoders.STRING())
        .collectAsList()
        .stream()
        .map(Receipt::parse)
        .toList();
  }

  private static String receipt(Iterator<Row> rows, PartitionWriters writers) {
    TaskContext task = TaskContext.get();
    return writers
        .attempt(task.taskAttemptId())
        .write(task.partitionId(), new StoreEntries.Entries(rows))
        .toJson();
  }
}
