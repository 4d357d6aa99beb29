package org.alsolike.serving.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.ContentTally;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.PublisherLock;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.publish.Stager;
import org.alsolike.serving.publish.Staging;
import org.alsolike.serving.publish.VersionStore;

/**
 * The writer's side of PostgreSQL, over one connection. The lock is one of the session, so it ends
 * with its holder.
 */
public final class PostgresqlVersions implements VersionStore {

  /** Entries that can be read in about a second. */
  private static final long A_SECOND_OF_ENTRIES = 200_000;

  private final Database database;
  private final Tables tables;
  private final String reader;
  private final int patienceMillis;
  private final Connection connection;
  private String pointerRead = "";

  /**
   * @param reader the role that may read what is served; empty: nobody else
   * @param patienceMillis how long a version that is still read is waited for when it is removed
   */
  public PostgresqlVersions(Database database, String reader, int patienceMillis) {
    this.database = database;
    this.tables = database.tables();
    this.reader = reader;
    this.patienceMillis = patienceMillis;
    this.connection = database.connect("publisher", Silence.OF_A_PUBLISHER);
  }

  @Override
  public String name() {
    return database.shown();
  }

  @Override
  public String pointerName() {
    return "The row of %s in %s".formatted(tables.pointer(), name());
  }

  @Override
  public PublisherLock lock(Clock clock) {
    return new SessionLock(connection, name(), tables.schema()).acquired();
  }

  @Override
  public Optional<Pointer> pointer() {
    return trying(
        () -> {
          pointerRead = exists() ? document() : "";
          return parsed(pointerRead);
        });
  }

  private String document() throws SQLException {
    return Sql.row(
            connection,
            "SELECT document FROM %s".formatted(tables.pointer()),
            row -> row.getString(1))
        .orElse("");
  }

  private Optional<Pointer> parsed(String document) {
    return document.isEmpty()
        ? Optional.empty()
        : Optional.of(Pointer.parse(document.getBytes(UTF_8), pointerName()));
  }

  @Override
  public boolean begun() {
    return trying(this::exists);
  }

  private boolean exists() throws SQLException {
    return Sql.row(
            connection,
            "SELECT to_regclass(?) IS NOT NULL",
            row -> row.getBoolean(1),
            tables.pointer())
        .orElse(false);
  }

  @Override
  public List<Long> numbers() {
    return trying(
        () ->
            exists()
                ? Sql.rows(
                    connection,
                    "SELECT version FROM %s ORDER BY version".formatted(tables.version()),
                    row -> row.getLong(1))
                : List.of());
  }

  @Override
  public Manifest manifest(long version) {
    String place = "The manifest of version %d in %s".formatted(version, name());
    Optional<String> text =
        trying(
            () ->
                Sql.row(
                    connection,
                    "SELECT manifest FROM %s WHERE version = ?".formatted(tables.version()),
                    row -> row.getString(1),
                    version));
    return text.map(found -> ManifestFile.parse(found.getBytes(UTF_8), place))
        .orElseThrow(() -> new DamagedManifest(place + " is missing"));
  }

  @Override
  public void check(Manifest manifest, Depth depth) {
    boolean whole = depth == Depth.WHOLE || manifest.whole().entries() <= A_SECOND_OF_ENTRIES;
    trying(
        () -> {
          String where = "WHERE version = " + manifest.version();
          var entries = new EntryQuery(connection, tables.entry(), name());
          if (whole) {
            var content = new ContentTally();
            entries.forEach(where, content::add);
            content.requireEqual(manifest.parts());
          } else {
            entries.forEach(where + " LIMIT " + A_SECOND_OF_ENTRIES, EntryVisitor.NOBODY);
          }
          return manifest;
        });
  }

  @Override
  public Fence fence(Optional<Pointer> before) {
    return fence();
  }

  /** The token and the pointer of the same moment. */
  private PostgresqlFence fence() {
    return trying(
        () -> {
          requireTables();
          PostgresqlFence fence =
              Sql.row(
                      connection,
                      "UPDATE %s SET token = token + 1 RETURNING token, document"
                          .formatted(tables.pointer()),
                      row ->
                          new PostgresqlFence(
                              database, connection, row.getLong(1), row.getString(2)))
                  .orElseThrow(() -> new StoreUnavailable(pointerName() + " is missing"));
          if (!fence.before().equals(pointerRead)) {
            throw new StoreUnavailable("another publisher came between. Nothing was switched");
          }
          return fence;
        });
  }

  /** Makes the tables where there are none yet. */
  private void requireTables() throws SQLException {
    if (exists()) {
      return;
    }
    connection.setAutoCommit(false);
    try {
      boolean noSchema =
          Sql.row(
                  connection,
                  "SELECT to_regnamespace(?) IS NULL",
                  row -> row.getBoolean(1),
                  tables.schema())
              .orElse(true);
      if (noSchema) {
        Sql.change(connection, "CREATE SCHEMA \"%s\"".formatted(tables.schema()));
      }
      for (String statement : tables.creation()) {
        Sql.change(connection, statement);
      }
      if (!reader.isEmpty()) {
        for (String statement : tables.grants(reader)) {
          Sql.change(connection, statement);
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      Sql.rollBack(connection, failure);
      throw failure;
    }
  }

  @Override
  public Stager stager(
      Staging staging, Optional<ReleaseSize> size, Consumer<PublishStep> beginning) {
    Optional<Pointer> before = pointer();
    beginning.accept(PublishStep.TOKEN);
    PostgresqlFence fence = fence();
    beginning.accept(PublishStep.CLEAN);
    return trying(
        () -> {
          removeLeftovers(before, fence.token());
          long version = before.map(Pointer::highest).orElse(0L) + 1;
          var staged = new PostgresqlStaged(database, connection, version, fence, retirement());
          staged.create();
          return new PostgresqlStager(database, staged, before);
        });
  }

  private Retirement retirement() {
    return new Retirement(connection, tables, patienceMillis);
  }

  @Override
  public void remove(long version) throws IOException {
    try {
      retirement().remove(version);
    } catch (SQLException busy) {
      throw new IOException(
          "version %d is not served any more, and goes with the next publish: %s"
              .formatted(version, busy.getMessage()),
          busy);
    }
  }

  @Override
  public List<String> removeLeftovers(Optional<Pointer> pointer, long token) {
    return trying(() -> retirement().removeLeftovers(token));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      // The session ends with the connection, whichever side closed it.
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T done() throws SQLException;
  }

  private <T> T trying(Work<T> work) {
    try {
      return work.done();
    } catch (SQLException failure) {
      throw new StoreUnavailable("%s: %s".formatted(name(), failure.getMessage()), failure);
    }
  }
}
