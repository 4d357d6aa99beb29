package org.alsolike.serving.postgresql;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.EntryVisitor;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Reads every entry of a table as COPY in binary form sends it, and checks each: the database goes
 * on sending while entries are looked at, which a query that is asked for so many rows at a time
 * does not.
 *
 * @param table that holds them
 * @param place what an error names
 */
record TableScan(Connection connection, String table, String place) {

  private static final int BUFFER_BYTES = 64 << 10;

  /** Shows the entries to the visitor, in the order of the table. */
  void forEach(EntryVisitor visitor) throws SQLException {
    String statement =
        "COPY %s (key, value, checksum) TO STDOUT WITH (FORMAT binary)".formatted(table);
    try (var sent = new PGCopyInputStream(connection.unwrap(PGConnection.class), statement);
        var in = new DataInputStream(new BufferedInputStream(sent, BUFFER_BYTES))) {
      in.skipNBytes(CopyStream.SIGNATURE.length + Integer.BYTES);
      in.skipNBytes(in.readInt());
      while (in.readShort() == CopyStream.COLUMNS) {
        byte[] key = field(in);
        byte[] value = field(in);
        in.skipNBytes(Integer.BYTES);
        visitor.entry(key, Checksum.checked(key, value, in.readInt(), place));
      }
    } catch (IOException failure) {
      if (failure.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new SQLException(failure.getMessage(), failure);
    }
  }

  /** No column may be null. */
  private static byte[] field(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
