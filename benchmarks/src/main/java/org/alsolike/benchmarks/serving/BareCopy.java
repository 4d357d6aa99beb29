package org.alsolike.benchmarks.serving;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.Entry;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY in binary form into a plain table of keys and values, and then its primary key. */
record BareCopy(String url) implements BareLoad {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int CHUNK_BYTES = 64 << 10;

  @Override
  public void load(List<Iterator<Entry>> partitions) throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "DROP TABLE IF EXISTS bare");
      execute(connection, "CREATE TABLE bare (key bytea NOT NULL, value bytea NOT NULL)");
      Threads.each(partitions, (number, entries) -> copied(entries));
      execute(connection, "ALTER TABLE bare ADD PRIMARY KEY (key)");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private Long copied(Iterator<Entry> entries) throws SQLException, IOException {
    try (Connection connection = connect()) {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY bare (key, value) FROM STDIN WITH (FORMAT binary)");
      var bytes = new ByteArrayOutputStream(2 * CHUNK_BYTES);
      var out = new DataOutputStream(bytes);
      out.write(SIGNATURE);
      out.writeLong(0);
      while (entries.hasNext()) {
        Entry entry = entries.next();
        out.writeShort(2);
        out.writeInt(entry.key().length);
        out.write(entry.key());
        out.writeInt(entry.value().length);
        out.write(entry.value());
        if (bytes.size() >= CHUNK_BYTES) {
          copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
          bytes.reset();
        }
      }
      out.writeShort(-1);
      copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
      return copy.endCopy();
    }
  }
}
