package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements of one line each; values are always parameters. */
final class Sql {

  private Sql() {}

  /** Reads one row. */
  @FunctionalInterface
  interface Reading<T> {
    T row(ResultSet row) throws SQLException;
  }

  static int change(Connection connection, String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = prepared(connection, statement, values)) {
      return prepared.executeUpdate();
    }
  }

  static <T> List<T> rows(Connection connection, String query, Reading<T> reading, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = prepared(connection, query, values);
        ResultSet found = prepared.executeQuery()) {
      var rows = new ArrayList<T>();
      while (found.next()) {
        rows.add(reading.row(found));
      }
      return rows;
    }
  }

  static <T> Optional<T> row(
      Connection connection, String query, Reading<T> reading, Object... values)
      throws SQLException {
    return rows(connection, query, reading, values).stream().findFirst();
  }

  static PreparedStatement prepared(Connection connection, String statement, Object... values)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, values[i]);
    }
    return prepared;
  }

  /** Undoes a transaction that has failed; the connection may be gone with it. */
  static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException gone) {
      failure.addSuppressed(gone);
    }
  }
}
