package org.alsolike.serving.postgresql;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.Entry;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Entries on their way into a table by COPY in binary form, which needs no quoting. */
final class CopyStream implements AutoCloseable {

  static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int CHUNK_BYTES = 64 << 10;
  static final int COLUMNS = 3;

  private final CopyIn copy;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * CHUNK_BYTES);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private CopyStream(CopyIn copy) throws IOException {
    this.copy = copy;
    out.write(SIGNATURE);
    out.writeInt(0);
    out.writeInt(0);
  }

  /**
   * @param table whose version column has a default
   */
  static CopyStream into(Connection connection, String table) throws SQLException, IOException {
    String statement =
        "COPY %s (key, value, checksum) FROM STDIN WITH (FORMAT binary)".formatted(table);
    return new CopyStream(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement));
  }

  void write(Entry entry) throws SQLException {
    try {
      out.writeShort(COLUMNS);
      field(entry.key());
      field(entry.value());
      out.writeInt(Integer.BYTES);
      out.writeInt(Checksum.of(entry.key(), entry.value()));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    if (bytes.size() >= CHUNK_BYTES) {
      send();
    }
  }

  private void field(byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
  }

  private void send() throws SQLException {
    copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
    bytes.reset();
  }

  /** All is sent, and the database has taken it. */
  void finish() throws SQLException, IOException {
    out.writeShort(-1);
    send();
    copy.endCopy();
  }

  /** Without {@link #finish} nothing is kept. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
