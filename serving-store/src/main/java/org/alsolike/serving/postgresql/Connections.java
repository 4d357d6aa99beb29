package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.alsolike.serving.StoreUnavailable;

/** A few connections that threads take turns with. A broken one is replaced, once per question. */
final class Connections implements AutoCloseable {

  private static final int SECONDS_TO_WAIT = 10;
  private static final int SECONDS_TO_PROVE = 2;

  /** Asks one question. */
  @FunctionalInterface
  interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  private final Database database;
  private final int most;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Connections(Database database, int most) {
    this.database = database;
    this.most = most;
    this.free = new Semaphore(most);
  }

  <T> T with(Question<T> question) {
    await();
    try {
      Connection used = idle.pollFirst();
      if (used != null) {
        try {
          return asked(used, question);
        } catch (SQLException failure) {
          if (lives(used)) {
            idle.addFirst(used);
            throw failed(failure);
          }
          closeQuietly(used);
        }
      }
      return askedAnew(question);
    } finally {
      free.release();
    }
  }

  private <T> T askedAnew(Question<T> question) {
    Connection fresh = database.connect("reader", Silence.OF_AN_ANSWER);
    try {
      return asked(fresh, question);
    } catch (SQLException failure) {
      closeQuietly(fresh);
      throw failed(failure);
    }
  }

  private <T> T asked(Connection connection, Question<T> question) throws SQLException {
    boolean keep = false;
    try {
      T answer = question.of(connection);
      keep = true;
      return answer;
    } catch (StoreUnavailable damaged) {
      keep = true;
      throw damaged;
    } finally {
      if (keep && !closed) {
        idle.addFirst(connection);
      } else if (closed) {
        closeQuietly(connection);
      }
    }
  }

  private void await() {
    try {
      if (!free.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
        throw new StoreUnavailable(
            "%s: all %d connections were busy for %d s"
                .formatted(database.shown(), most, SECONDS_TO_WAIT));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(
          "%s: interrupted while waiting for a connection".formatted(database.shown()),
          interrupted);
    }
  }

  private StoreUnavailable failed(SQLException failure) {
    return new StoreUnavailable(
        "%s cannot be read: %s".formatted(database.shown(), failure.getMessage()), failure);
  }

  /** The state that the database gave with a failure; empty where it gave none. */
  static String state(StoreUnavailable failure) {
    return failure.getCause() instanceof SQLException said && said.getSQLState() != null
        ? said.getSQLState()
        : "";
  }

  private static boolean lives(Connection connection) {
    try {
      return connection.isValid(SECONDS_TO_PROVE);
    } catch (SQLException gone) {
      return false;
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException gone) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Connection next = idle.poll(); next != null; next = idle.poll()) {
      closeQuietly(next);
    }
  }
}
