package org.alsolike.serving.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.Entry;

/**
 * A schema of its own in a real PostgreSQL that all tests share. Its binaries come from Maven; as
 * root it gives up its rights by itself.
 */
public record PostgresqlUnderTest(Postgresql store) implements StoreUnderTest {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  /** Started by the first test that asks for it, and stopped with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "40")
            .setServerConfig("shared_buffers", "16MB")
            .start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  public static PostgresqlUnderTest fresh() {
    return new PostgresqlUnderTest(
        new Postgresql(
            url(),
            Optional.of("postgres"),
            Optional.empty(),
            Optional.of("shop_" + SCHEMAS.incrementAndGet()),
            Optional.empty()));
  }

  public static String url() {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(Server.RUNNING.getPort());
  }

  /** A connection that may do everything. */
  public static Connection superuser() throws SQLException {
    return Server.RUNNING.getPostgresDatabase().getConnection();
  }

  public static void execute(String... statements) throws SQLException {
    try (var connection = superuser();
        var statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  public static List<String> column(String query) throws SQLException {
    try (var connection = superuser();
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      var column = new ArrayList<String>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }

  public String schema() {
    return store.schema().orElseThrow();
  }

  private List<String> tables() throws SQLException {
    return column(
        "SELECT relname FROM pg_class WHERE relnamespace = '%s'::regnamespace AND relkind = 'r' AND relname ~ '^entry_v' ORDER BY 1"
            .formatted(schema()));
  }

  /** The newest table of a version. */
  private String table(long version) throws SQLException {
    return tables().stream()
        .filter(name -> name.startsWith("entry_v" + version + "_"))
        .reduce((older, newer) -> newer)
        .map(name -> schema() + "." + name)
        .orElseThrow();
  }

  @Override
  public long rows(long version) throws SQLException {
    return Long.parseLong(column("SELECT count(*) FROM " + table(version)).get(0));
  }

  @Override
  public List<Long> present() throws SQLException {
    return tables().stream()
        .map(name -> Long.valueOf(name.replaceAll("^entry_v|_t.*$", "")))
        .toList();
  }

  @Override
  public void flipABit(long version) throws SQLException {
    String table = table(version);
    execute(
        "UPDATE %s SET value = set_byte(value, 5, get_byte(value, 5) # 4) WHERE key = (SELECT key FROM %s ORDER BY key LIMIT 1)"
            .formatted(table, table));
  }

  /**
   * Of the keys, values and checksums.
   *
   * @param connection over which they are flipped
   */
  StoredBits bits(Connection connection, long version) throws SQLException {
    String table = table(version);
    var rows = new ArrayList<StoredBits.Row>();
    try (var entries =
        connection
            .createStatement()
            .executeQuery("SELECT key, value, int4send(checksum) FROM " + table)) {
      while (entries.next()) {
        rows.add(
            new StoredBits.Row(
                List.of(entries.getBytes(1), entries.getBytes(2), entries.getBytes(3)),
                (key, row) -> put(connection, table, key, row)));
      }
    }
    return new StoredBits(rows);
  }

  private static void put(Connection connection, String table, byte[] key, List<byte[]> row)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE %s SET key = ?, value = ?, checksum = ? WHERE key = ?".formatted(table))) {
      update.setBytes(1, row.get(0));
      update.setBytes(2, row.get(1));
      update.setInt(3, ByteBuffer.wrap(row.get(2)).getInt());
      update.setBytes(4, key);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("the row is gone");
      }
    }
  }

  @Override
  public void replace(long version, Entry other) throws SQLException {
    try (var connection = superuser();
        var update =
            connection.prepareStatement(
                "UPDATE %s SET value = ?, checksum = ? WHERE key = ?".formatted(table(version)))) {
      update.setBytes(1, other.value());
      update.setInt(2, Checksum.of(other.key(), other.value()));
      update.setBytes(3, other.key());
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("there is no " + other);
      }
    }
  }

  @Override
  public void writeManifest(long version, String text) throws SQLException {
    execute(
        "UPDATE %s.version SET manifest = '%s' WHERE version = %d"
            .formatted(schema(), text, version));
  }

  @Override
  public void failAtManifests() throws SQLException {
    execute("ALTER TABLE %s.version RENAME COLUMN manifest TO aside".formatted(schema()));
  }

  @Override
  public void losePointer() throws SQLException {
    execute("UPDATE %s.pointer SET version = NULL, document = ''".formatted(schema()));
  }

  @Override
  public String toString() {
    return "postgresql";
  }
}
