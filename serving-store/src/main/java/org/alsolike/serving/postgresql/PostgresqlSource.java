package org.alsolike.serving.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;

/** The reader's side of PostgreSQL, over a few connections. Needs no right but to read. */
public final class PostgresqlSource implements VersionSource {

  private static final String UNDEFINED_TABLE = "42P01";

  private final Database database;
  private final Tables tables;
  private final Connections connections;

  /**
   * @param most connections at the same time
   */
  public PostgresqlSource(Database database, int most) {
    this.database = database;
    this.tables = database.tables();
    this.connections = new Connections(database, most);
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
  public byte[] pointer() {
    String document;
    try {
      document =
          connections
              .with(
                  connection ->
                      Sql.row(
                          connection,
                          "SELECT document FROM %s".formatted(tables.pointer()),
                          row -> row.getString(1)))
              .orElse("");
    } catch (StoreUnavailable failure) {
      if (!UNDEFINED_TABLE.equals(Connections.state(failure))) {
        throw failure;
      }
      document = "";
    }
    if (document.isEmpty()) {
      throw new StoreUnavailable(
          "%s serves nothing. Publish a version first (`alsolike run`).".formatted(name()));
    }
    return document.getBytes(UTF_8);
  }

  @Override
  public VersionContent open(long version) {
    Optional<String> manifest =
        connections.with(
            connection ->
                Sql.row(
                    connection,
                    "SELECT manifest FROM %s WHERE version = ?".formatted(tables.version()),
                    row -> row.getString(1),
                    version));
    String place = "The manifest of version %d in %s".formatted(version, name());
    return manifest
        .map(text -> ManifestFile.parse(text.getBytes(UTF_8), place))
        .map(parsed -> new PostgresqlContent(parsed, connections, tables, name()))
        .orElseThrow(() -> new StoreUnavailable(place + " is missing"));
  }

  @Override
  public void close() {
    connections.close();
  }
}
