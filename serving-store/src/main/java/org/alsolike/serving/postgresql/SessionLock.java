package org.alsolike.serving.postgresql;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.PublisherLock;

/** An advisory lock of a session on a schema; the session's name tells others who holds it. */
record SessionLock(Connection connection, String store, String schema) implements PublisherLock {

  /** Tells our locks from other programs': the letters of "alsolike" summed up would do as well. */
  private static final int CLASS = 1_634_497_391;

  private static final int LONGEST_NAME = 63;

  /**
   * @throws StoreLocked saying who holds it
   */
  SessionLock acquired() {
    try {
      boolean mine =
          Sql.row(
                  connection,
                  "SELECT pg_try_advisory_lock(?, hashtext(?))",
                  row -> row.getBoolean(1),
                  CLASS,
                  schema)
              .orElse(false);
      if (!mine) {
        throw new StoreLocked(
            "Another publisher holds %s: %s. Try again later.".formatted(store, holder()));
      }
      at(PublishStep.LOCK);
      return this;
    } catch (SQLException failure) {
      throw new StoreUnavailable(
          "%s cannot be locked: %s".formatted(store, failure.getMessage()), failure);
    }
  }

  private String holder() throws SQLException {
    return Sql.row(
            connection,
            """
            SELECT a.application_name || ', since ' || date_trunc('second', a.backend_start)
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ?::bigint::oid
              AND l.objid = (hashtext(?)::bigint & 4294967295)::oid
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            row -> row.getString(1),
            (long) CLASS,
            schema)
        .orElse("another process, which has just ended");
  }

  @Override
  public void at(PublishStep step) {
    try {
      if (connection.getAutoCommit()) {
        Sql.rows(
            connection,
            "SELECT set_config('application_name', ?, false)",
            row -> row.getString(1),
            told(step));
      }
    } catch (SQLException unsaid) {
      // Only a message to others is lost; the lock itself is what counts.
    }
  }

  private static String told(PublishStep step) {
    String name =
        "alsolike %s, process %d on %s"
            .formatted(step.words(), ProcessHandle.current().pid(), host());
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }

  @Override
  public void close() {
    try {
      Sql.rows(
          connection,
          "SELECT pg_advisory_unlock(?, hashtext(?))",
          row -> row.getBoolean(1),
          CLASS,
          schema);
    } catch (SQLException gone) {
      // The lock went with its session.
    }
  }
}
