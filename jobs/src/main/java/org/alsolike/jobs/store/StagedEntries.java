package org.alsolike.jobs.store;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.Entry;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Writes entries to the staging area from inside Spark's tasks: disjoint ranges of keys in unsigned
 * byte order, one sorted file per task and attempt. A task that Spark runs twice leaves two files;
 * only the one whose receipt comes back is ever read.
 */
final class StagedEntries {

  private StagedEntries() {}

  /** The receipts of the tasks that succeeded, one per partition. */
  static List<Receipt> write(Dataset<Row> entries, int partitions, HadoopStaging staging) {
    MapPartitionsFunction<Row, String> writing = rows -> List.of(receipt(rows, staging)).iterator();
    return entries
        .repartitionByRange(partitions, col(StoreEntries.KEY))
        .sortWithinPartitions(col(StoreEntries.KEY))
        .mapPartitions(writing, Encoders.STRING())
        .collectAsList()
        .stream()
        .map(Receipt::parse)
        .toList();
  }

  private static String receipt(Iterator<Row> rows, HadoopStaging staging) throws Exception {
    TaskContext task = TaskContext.get();
    Path scratch = Files.createTempDirectory("alsolike-sst-");
    try {
      return new SstPartitionWriter(staging, scratch, task.taskAttemptId())
          .write(task.partitionId(), new Entries(rows))
          .toJson();
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /** Rows of key and value as the store's entries. */
  private record Entries(Iterator<Row> rows) implements Iterator<Entry> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Entry next() {
      Row row = rows.next();
      return new Entry(row.getAs(0), row.getAs(1));
    }
  }
}
