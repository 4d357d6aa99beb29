package org.alsolike.models.propensity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.alsolike.models.propensity.LoadedModels.Loaded;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Applies a model to the rows of a partition, 4,096 at a time: a batch is many times faster than
 * single rows, and gives each row the same bits whatever else is in it.
 *
 * @param identity of the model's files
 */
record InBatches(Broadcast<HashMap<String, byte[]>> files, String identity, Step step)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  private static final int ROWS = 4096;

  /** What is done with one batch: a row for each row. */
  interface Step extends Serializable {
    List<Row> apply(Loaded model, List<Row> batch);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private Iterator<Row> done = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        return done.hasNext() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!done.hasNext()) {
          done = step.apply(LoadedModels.of(identity, files.value()), batch(rows)).iterator();
        }
        return done.next();
      }
    };
  }

  private static List<Row> batch(Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>(ROWS);
    while (rows.hasNext() && batch.size() < ROWS) {
      batch.add(rows.next());
    }
    return batch;
  }
}
