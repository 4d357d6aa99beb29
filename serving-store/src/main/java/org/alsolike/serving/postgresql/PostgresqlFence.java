package org.alsolike.serving.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;

/**
 * Compare-and-set of the pointer's row: its token and its document must be those of the start. The
 * row's lock orders publishers, so an older one that waits for a younger finds the younger's token.
 */
final class PostgresqlFence implements Fence {

  /** What belongs into the transaction of the switch. */
  @FunctionalInterface
  interface Work {
    void in(Connection connection) throws SQLException;
  }

  private final Database database;
  private final Connection connection;
  private final long token;
  private final String before;
  private Work alongside = nothing -> {};

  /**
   * @param before the pointer's document when the token was given
   */
  PostgresqlFence(Database database, Connection connection, long token, String before) {
    this.database = database;
    this.connection = connection;
    this.token = token;
    this.before = before;
  }

  @Override
  public long token() {
    return token;
  }

  String before() {
    return before;
  }

  void alongside(Work work) {
    alongside = work;
  }

  @Override
  public void switchTo(Pointer after, Consumer<PublishStep> beginning) {
    String wanted = new String(after.bytes(), UTF_8);
    beginning.accept(PublishStep.COMPARE_POINTER);
    try {
      connection.setAutoCommit(false);
      alongside.in(connection);
      int switched =
          Sql.change(
              connection,
              "UPDATE %s SET version = ?, document = ? WHERE token = ? AND document = ?"
                  .formatted(database.tables().pointer()),
              after.version(),
              wanted,
              token,
              before);
      if (switched != 1) {
        throw new StoreUnavailable(
            "another publisher came between: the fencing token is not %d any more. Nothing was switched"
                .formatted(token));
      }
      beginning.accept(PublishStep.SWITCH);
    } catch (SQLException | RuntimeException failure) {
      Sql.rollBack(connection, failure);
      throw failure instanceof RuntimeException said
          ? said
          : new StoreUnavailable(
              "the switch failed, and nothing was switched: " + failure.getMessage(), failure);
    }
    commit(after, wanted);
    readPointer(after, wanted, beginning);
  }

  private void commit(Pointer after, String wanted) {
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException lost) {
      settle(after, wanted, lost);
    }
  }

  /** Waits for the transaction whose end was not seen, and looks what came of it. */
  private void settle(Pointer after, String wanted, SQLException lost) {
    String found;
    try (Connection another = database.connect("settling of a switch", Silence.OF_A_COMMIT)) {
      another.setAutoCommit(false);
      found =
          Sql.row(
                  another,
                  "SELECT document FROM %s FOR UPDATE".formatted(database.tables().pointer()),
                  row -> row.getString(1))
              .orElse("");
      another.rollback();
    } catch (SQLException | StoreUnavailable stillGone) {
      throw unknown(after, lost);
    }
    if (found.equals(before)) {
      throw new StoreUnavailable(
          "the connection was lost at the switch, and nothing was switched: " + lost.getMessage(),
          lost);
    }
    if (!found.equals(wanted)) {
      throw unknown(after, lost);
    }
  }

  private void readPointer(Pointer after, String wanted, Consumer<PublishStep> beginning) {
    try {
      beginning.accept(PublishStep.READ_POINTER);
      if (connection.isClosed()) {
        return; // it was settled by another connection, which has read the pointer
      }
      String found =
          Sql.row(
                  connection,
                  "SELECT document FROM %s".formatted(database.tables().pointer()),
                  row -> row.getString(1))
              .orElse("");
      if (!found.equals(wanted)) {
        throw new StoreUnavailable("the pointer reads otherwise than it was written");
      }
    } catch (SQLException | RuntimeException failure) {
      throw unknown(after, failure);
    }
  }

  private OutcomeUnknown unknown(Pointer after, Exception failure) {
    return new OutcomeUnknown(
        "%s may or may not serve version %d: %s. Nothing was deleted; publish again to settle it."
            .formatted(database.shown(), after.version(), failure.getMessage()),
        failure);
  }
}
