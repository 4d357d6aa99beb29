package org.alsolike.serving.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.VersionContent;

/**
 * One version of a database. Every question joins the version's row and its entries in one
 * statement: a version that was removed is an error, and never a customer without a list.
 */
record PostgresqlContent(Manifest manifest, Connections connections, Tables tables, String place)
    implements VersionContent {

  /** What was found under a key. */
  private record Found(byte[] value, int checksum) {}

  @Override
  public Optional<byte[]> value(byte[] key) {
    Found found =
        connections
            .with(
                connection ->
                    Sql.row(
                        connection,
                        """
                        SELECT e.value, e.checksum FROM %s v
                        LEFT JOIN %s e ON e.version = ? AND e.key = ?
                        WHERE v.version = ?
                        """
                            .formatted(tables.version(), tables.entry()),
                        row -> new Found(row.getBytes(1), row.getInt(2)),
                        manifest.version(),
                        key,
                        manifest.version()))
            .orElseThrow(this::gone);
    return Optional.ofNullable(found.value())
        .map(value -> Checksum.checked(key, value, found.checksum(), place));
  }

  private StoreUnavailable gone() {
    return new StoreUnavailable(
        "version %d was removed from %s; read the one that is served"
            .formatted(manifest.version(), place));
  }

  @Override
  public void forEach(byte[] prefix, EntryVisitor visitor) {
    connections.with(
        connection -> {
          connection.setNetworkTimeout(Runnable::run, Silence.OF_A_SCAN.millis());
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          try {
            requireThere(connection);
            forEach(connection, prefix, visitor);
            return prefix;
          } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, Silence.OF_AN_ANSWER.millis());
          }
        });
  }

  private void requireThere(Connection connection) throws SQLException {
    Sql.row(
            connection,
            "SELECT 1 FROM %s WHERE version = ?".formatted(tables.version()),
            row -> row.getInt(1),
            manifest.version())
        .orElseThrow(this::gone);
  }

  private void forEach(Connection connection, byte[] prefix, EntryVisitor visitor)
      throws SQLException {
    var entries = new EntryQuery(connection, tables.entry(), place);
    Optional<byte[]> end = end(prefix);
    if (end.isPresent()) {
      entries.forEach(
          "WHERE version = ? AND key >= ? AND key < ? ORDER BY key",
          visitor,
          manifest.version(),
          prefix,
          end.get());
    } else {
      entries.forEach(
          "WHERE version = ? AND key >= ? ORDER BY key", visitor, manifest.version(), prefix);
    }
  }

  /** The first key after all that begin with the prefix; nothing where all others come before. */
  static Optional<byte[]> end(byte[] prefix) {
    int last = prefix.length - 1;
    while (last >= 0 && prefix[last] == (byte) 0xff) {
      last--;
    }
    if (last < 0) {
      return Optional.empty();
    }
    byte[] end = Arrays.copyOf(prefix, last + 1);
    end[last]++;
    return Optional.of(end);
  }

  @Override
  public void close() {
    // The connections belong to the source.
  }
}
