package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.alsolike.serving.StoreUnavailable;

/**
 * An index that a connection builds in a thread of its own, while others read the table: to build
 * one takes a lock that lets them. Nobody else may use the connection before this is closed.
 *
 * @param table whose keys it holds
 */
record IndexInMaking(String table, FutureTask<Integer> building) implements AutoCloseable {

  static IndexInMaking unique(Connection connection, String index, String table) {
    var building =
        new FutureTask<>(
            () ->
                Sql.change(
                    connection, "CREATE UNIQUE INDEX \"%s\" ON %s (key)".formatted(index, table)));
    new Thread(building, "alsolike-index").start();
    return new IndexInMaking(table, building);
  }

  /** Waits until it is built. */
  @Override
  public void close() throws SQLException {
    try {
      building.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while an index was built", interrupted);
    }
  }
}
