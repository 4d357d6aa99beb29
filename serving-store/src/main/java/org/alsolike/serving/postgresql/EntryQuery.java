package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.EntryVisitor;
import org.postgresql.PGStatement;

/**
 * Reads entries as they stream in, and checks each.
 *
 * @param table that holds them
 * @param place what an error names
 */
record EntryQuery(Connection connection, String table, String place) {

  private static final int ROWS_AT_A_TIME = 1_000;

  /** Asks the driver for the binary form at the first execution; else bytes come as digits. */
  private static final int BYTES_AS_BYTES = -1;

  /**
   * Shows entries to the visitor in one transaction, so that they are of one moment.
   *
   * @param clause what follows the table's name
   */
  void forEach(String clause, EntryVisitor visitor, Object... values) throws SQLException {
    boolean alone = connection.getAutoCommit();
    connection.setAutoCommit(false); // otherwise the driver holds all rows in memory
    try (PreparedStatement query =
        Sql.prepared(
            connection,
            "SELECT key, value, checksum FROM %s %s".formatted(table, clause),
            values)) {
      query.setFetchSize(ROWS_AT_A_TIME);
      query.unwrap(PGStatement.class).setPrepareThreshold(BYTES_AS_BYTES);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          byte[] key = rows.getBytes(1);
          visitor.entry(key, Checksum.checked(key, rows.getBytes(2), rows.getInt(3), place));
        }
      }
    } finally {
      if (alone) {
        connection.rollback(); // it only read
        connection.setAutoCommit(true);
      }
    }
  }

  /** The value of a key in a table of one version. */
  Optional<byte[]> value(byte[] key) throws SQLException {
    return Sql.row(
        connection,
        "SELECT value, checksum FROM %s WHERE key = ?".formatted(table),
        row -> Checksum.checked(key, row.getBytes(1), row.getInt(2), place),
        key);
  }
}
