package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes tables of versions that nobody may read any more. A reader of such a version is waited
 * for, but not for long: what resists is finished by the next publisher.
 */
record Retirement(Connection connection, Tables tables, int patienceMillis) {

  /** The states of a statement that was cancelled, and of a lock that was not given in time. */
  private static final List<String> TOOK_TOO_LONG = List.of("57014", "55P03");

  /** A table of a version, attached to the entries or not. */
  private record Found(String name, boolean attached, boolean pending) {}

  /** Takes the version's row away first, so that nobody begins to read it. */
  void remove(long version) throws SQLException {
    long token =
        Sql.row(
                connection,
                "DELETE FROM %s WHERE version = ? RETURNING token".formatted(tables.version()),
                row -> row.getLong(1),
                version)
            .orElse(-1L);
    for (Found table : found()) {
      if (table.name().equals("entry_v%d_t%d".formatted(version, token))) {
        drop(table);
      }
    }
  }

  /**
   * Removes what crashed publishers and impatient removals left: tables without a version's row.
   *
   * @param token of this publisher; whatever was loaded before it is of no use
   * @return the tables that are still there, and why
   */
  List<String> removeLeftovers(long token) throws SQLException {
    List<String> kept =
        Sql.rows(
            connection,
            "SELECT 'entry_v' || version || '_t' || token FROM %s".formatted(tables.version()),
            row -> row.getString(1));
    Sql.change(connection, "DELETE FROM %s WHERE token < ?".formatted(tables.load()), token);
    List<String> left = new ArrayList<>();
    for (Found table : found()) {
      if (!kept.contains(table.name())) {
        drop(table, left);
      }
    }
    return left;
  }

  /** Drops a table that nobody reads; tasks that still load it are not waited for long. */
  void dropStaged(String table) throws SQLException {
    limit(patienceMillis);
    try {
      Sql.change(connection, "DROP TABLE IF EXISTS " + table);
    } finally {
      limit(0);
    }
  }

  /** Where it is still read, nobody new can begin: the next publisher tries again. */
  private void drop(Found table, List<String> left) {
    try {
      drop(table);
    } catch (SQLException resisting) {
      String why =
          TOOK_TOO_LONG.contains(String.valueOf(resisting.getSQLState()))
              ? "is still read"
              : "resists";
      left.add("the table %s, which %s (%s)".formatted(table.name(), why, resisting.getMessage()));
    }
  }

  private List<Found> found() throws SQLException {
    return Sql.rows(
        connection,
        """
        SELECT c.relname, i.inhrelid IS NOT NULL, coalesce(i.inhdetachpending, false)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE n.nspname = ? AND c.relkind = 'r' AND c.relname ~ ?
        ORDER BY c.relname
        """,
        row -> new Found(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
        tables.schema(),
        Tables.DATA_PATTERN);
  }

  private void drop(Found table) throws SQLException {
    String name = tables.dataNamed(table.name());
    limit(patienceMillis);
    try {
      if (table.attached()) {
        Sql.change(
            connection,
            "ALTER TABLE %s DETACH PARTITION %s %s"
                .formatted(tables.entry(), name, table.pending() ? "FINALIZE" : "CONCURRENTLY"));
      }
      Sql.change(connection, "DROP TABLE " + name);
    } finally {
      limit(0);
    }
  }

  private void limit(int millis) throws SQLException {
    Sql.rows(
        connection,
        "SELECT set_config('statement_timeout', ?, false), set_config('lock_timeout', ?, false)",
        row -> row.getString(1),
        Integer.toString(millis),
        Integer.toString(millis));
  }
}
