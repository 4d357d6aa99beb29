package org.alsolike.models.recommend;

import java.util.function.Supplier;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What the customers of one history hold, gathered once for all lists that are made of it. */
public final class GatheredCustomers {

  private GatheredCustomers() {}

  /**
   * Does the work with the customers at hand. They are gathered when the first list is made; what
   * does not fit the memory goes to disk. Lists must have been written when the work ends.
   *
   * @param viewers whose lists are made
   */
  public static <T> T during(History history, Viewers viewers, Supplier<T> work) {
    Dataset<Row> customers =
        Ranking.customers(history, viewers).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return work.get();
    } finally {
      customers.unpersist();
    }
  }
}
