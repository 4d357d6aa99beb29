package org.alsolike.serving.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Optional;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PartitionTally;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.Receipt;

/**
 * Copies a partition into the table of a version that is being built. That it is loaded is recorded
 * in the transaction that loads it: whoever loads it again waits for that transaction, finds the
 * record and returns its receipt.
 *
 * @param version the version that is being built
 * @param token of its publisher; once a later one is given, nothing is loaded
 */
record CopyPartitionWriter(Database database, long version, long token, long attempt)
    implements PartitionWriter {

  @Override
  public Receipt write(int partition, Iterator<Entry> sorted) {
    try (Connection connection =
        database.connect("load of partition " + partition, Silence.OF_A_PUBLISHER)) {
      connection.setAutoCommit(false);
      try {
        Receipt receipt = loaded(connection, partition, sorted);
        connection.commit();
        return receipt;
      } catch (SQLException | IOException | RuntimeException failure) {
        Sql.rollBack(connection, failure);
        throw failure;
      }
    } catch (SQLException | IOException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be loaded into %s: %s"
              .formatted(partition, database.shown(), failure.getMessage()),
          failure);
    }
  }

  private Receipt loaded(Connection connection, int partition, Iterator<Entry> sorted)
      throws SQLException, IOException {
    requireNoOtherPublisher(connection);
    String load = database.tables().load();
    int claimed =
        Sql.change(
            connection,
            "INSERT INTO %s (token, partition) VALUES (?, ?) ON CONFLICT DO NOTHING"
                .formatted(load),
            token,
            partition);
    if (claimed == 0) {
      return recorded(connection, partition);
    }
    Receipt receipt = copied(connection, partition, sorted);
    Sql.change(
        connection,
        "UPDATE %s SET receipt = ? WHERE token = ? AND partition = ?".formatted(load),
        receipt.toJson(),
        token,
        partition);
    return receipt;
  }

  private Receipt copied(Connection connection, int partition, Iterator<Entry> sorted)
      throws SQLException, IOException {
    var tally = new PartitionTally();
    try (var copy = CopyStream.into(connection, database.tables().data(version, token))) {
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        tally.add(entry);
        copy.write(entry);
      }
      copy.finish();
    }
    return tally.receipt(partition, attempt);
  }

  private Receipt recorded(Connection connection, int partition) throws SQLException {
    Optional<String> receipt =
        Sql.row(
            connection,
            "SELECT receipt FROM %s WHERE token = ? AND partition = ?"
                .formatted(database.tables().load()),
            row -> row.getString(1),
            token,
            partition);
    return Receipt.parse(receipt.orElseThrow());
  }

  private void requireNoOtherPublisher(Connection connection) throws SQLException {
    long last =
        Sql.row(
                connection,
                "SELECT token FROM %s".formatted(database.tables().pointer()),
                row -> row.getLong(1))
            .orElse(0L);
    if (last != token) {
      throw new StoreUnavailable(
          "another publisher came between: the fencing token is %d, this publisher's is %d. Nothing was loaded"
              .formatted(last, token));
    }
  }
}
