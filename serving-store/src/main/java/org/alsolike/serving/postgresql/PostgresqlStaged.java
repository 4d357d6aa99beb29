package org.alsolike.serving.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.ReadBack;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.StagedVersion;

/** A version as a table of its own, which becomes a partition in the transaction of the switch. */
record PostgresqlStaged(
    Database database,
    Connection connection,
    long number,
    PostgresqlFence own,
    Retirement retirement)
    implements StagedVersion {

  /** The database samples three hundred rows for each. */
  private static final int STATISTICS = 10;

  private String table() {
    return database.tables().data(number, own.token());
  }

  private String index() {
    return database.tables().key(number, own.token());
  }

  /** The check spares the database a look at every row when the table is attached. */
  void create() throws SQLException {
    Sql.change(
        connection,
        "CREATE TABLE %s (LIKE %s, CHECK (version = %d))"
            .formatted(table(), database.tables().entry(), number));
    Sql.change(
        connection, "ALTER TABLE %s ALTER version SET DEFAULT %d".formatted(table(), number));
  }

  @Override
  public Fence fence() {
    return own;
  }

  @Override
  public Map<String, Long> verified(Release release, Consumer<PublishStep> beginning) {
    try {
      beginning.accept(PublishStep.FETCH);
      requireLoaded(release.receipts());
      ReadBack readBack = readWhileIndexed(release, beginning);
      readBack.requireEqual(release.checks());
      Sql.change(
          connection,
          "ALTER TABLE %s ADD PRIMARY KEY USING INDEX \"%s\"".formatted(table(), index()));
      analyze();
      beginning.accept(PublishStep.LOOK_UP);
      var entries = new EntryQuery(connection, table(), database.shown());
      readBack.lookUp(key -> value(entries, key));
      return Map.of("entry_v%d_t%d".formatted(number, own.token()), bytes());
    } catch (SQLException failure) {
      throw new StoreUnavailable(failure.getMessage(), failure);
    }
  }

  /**
   * Every entry is read, in the order of the table, while the index is built that becomes the
   * primary key.
   */
  private ReadBack readWhileIndexed(Release release, Consumer<PublishStep> beginning)
      throws SQLException {
    beginning.accept(PublishStep.INGEST);
    try (Connection own = database.connect("read back", Silence.OF_A_PUBLISHER);
        IndexInMaking indexed = IndexInMaking.unique(connection, index(), table())) {
      beginning.accept(PublishStep.COUNT);
      var readBack = new ReadBack(release.fingerprint().hashCode());
      new TableScan(own, indexed.table(), database.shown()).forEach(readBack::entry);
      return readBack;
    }
  }

  /** Tells the planner how many keys there are; it is asked for nothing but single keys. */
  private void analyze() throws SQLException {
    Sql.change(connection, "SET default_statistics_target = " + STATISTICS);
    Sql.change(connection, "ANALYZE %s (key)".formatted(table()));
    Sql.change(connection, "RESET default_statistics_target");
  }

  private static Optional<byte[]> value(EntryQuery entries, byte[] key) {
    try {
      return entries.value(key);
    } catch (SQLException failure) {
      throw new StoreUnavailable(failure.getMessage(), failure);
    }
  }

  private long bytes() throws SQLException {
    return Sql.row(
            connection,
            "SELECT pg_total_relation_size(?::regclass)",
            row -> row.getLong(1),
            table())
        .orElse(0L);
  }

  /**
   * The receipts and the records of the loads must name the same partitions with the same content.
   */
  private void requireLoaded(List<Receipt> receipts) throws SQLException {
    List<String> loaded =
        Sql.rows(
            connection,
            "SELECT receipt FROM %s WHERE token = ? ORDER BY partition"
                .formatted(database.tables().load()),
            row -> row.getString(1),
            own.token());
    List<String> promised =
        receipts.stream()
            .sorted(Comparator.comparingInt(Receipt::partition))
            .map(Receipt::toJson)
            .toList();
    if (!loaded.equals(promised)) {
      throw new StoreUnavailable(
          "%d partitions are loaded, and they are not the %d that the receipts name"
              .formatted(loaded.size(), promised.size()));
    }
  }

  @Override
  public void keep(Manifest manifest, Consumer<PublishStep> beginning) {
    beginning.accept(PublishStep.WRITE_MANIFEST);
    String text = new String(ManifestFile.bytes(manifest), UTF_8);
    own.alongside(
        transaction -> {
          Sql.change(
              transaction,
              "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%d)"
                  .formatted(database.tables().entry(), table(), number));
          Sql.change(
              transaction,
              "INSERT INTO %s (version, token, manifest) VALUES (?, ?, ?)"
                  .formatted(database.tables().version()),
              number,
              own.token(),
              text);
          Sql.change(
              transaction,
              "DELETE FROM %s WHERE token <= ?".formatted(database.tables().load()),
              own.token());
        });
  }

  @Override
  public void discard() throws IOException {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      retirement.dropStaged(table());
      Sql.change(
          connection,
          "DELETE FROM %s WHERE token = ?".formatted(database.tables().load()),
          own.token());
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
  }
}
