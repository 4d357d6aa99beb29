package org.alsolike.serving.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.Secret;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.store.Postgresql;
import org.alsolike.serving.store.PostgresqlUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL promises: roles, readers that take their time, connections that break. */
class PostgresqlTest {

  @TempDir Path folder;

  private final PostgresqlUnderTest tested = PostgresqlUnderTest.fresh();
  private final String schema = tested.schema();

  private Shop shop() {
    return new Shop(folder, 20);
  }

  private Publication publish(Publisher publisher, int edition) {
    try (Loading loading = publisher.begin(shop().staging(edition), Optional.empty())) {
      List<Receipt> receipts = new ArrayList<>();
      receipts.add(loading.writers().attempt(0).write(0, shop().entries(edition).iterator()));
      return loading.publish(shop().release(edition, receipts));
    }
  }

  private Publisher publisher(Retention retention) {
    var database = new Database(tested.store().url(), "postgres", Secret.NONE, schema);
    return Publisher.into(() -> new PostgresqlVersions(database, "", 200), retention, Shop.CLOCK);
  }

  @Test
  void aWriterNeedsOneSchemaAndAReaderOnlyWhatIsServed() throws Exception {
    String writer = schema + "_writer";
    String reader = schema + "_reader";
    PostgresqlUnderTest.execute(
        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE".formatted(writer),
        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE".formatted(reader),
        "CREATE SCHEMA %s AUTHORIZATION %s".formatted(schema, writer),
        "CREATE SCHEMA %s_other".formatted(schema),
        "CREATE TABLE %s_other.secret (x int)".formatted(schema));

    Publisher publisher = as(writer, reader).publisher(Shop.KEEP_THREE, Shop.CLOCK);
    publish(publisher, 1);
    publish(publisher, 2);

    try (var served = as(reader, reader).reader()) {
      assertThat(served.item("tea").flatMap(item -> item.title())).contains("TEA 2");
    }
    allows(
        reader,
        "SELECT value->0->>'item' FROM %s.served WHERE part = 'list/for_you' AND id = 'c00007'");
    refuses(reader, "UPDATE %s.pointer SET version = 1");
    refuses(reader, "DELETE FROM %s.entry");
    refuses(reader, "INSERT INTO %s.version VALUES (9, 9, '')");
    refuses(reader, "SELECT * FROM %s.load");
    refuses(reader, "SELECT * FROM %s.entry_v2_t2");
    refuses(reader, "CREATE TABLE %s.mine (x int)");
    refuses(writer, "CREATE ROLE %s_friend");
    refuses(writer, "CREATE SCHEMA %s_more");
    refuses(writer, "SELECT * FROM %s_other.secret");
  }

  private Postgresql as(String user, String reader) {
    return new Postgresql(
        tested.store().url(),
        Optional.of(user),
        Optional.empty(),
        Optional.of(schema),
        Optional.of(reader));
  }

  private void allows(String user, String statement) throws SQLException {
    try (var connection = DriverManager.getConnection(tested.store().url(), user, "")) {
      connection.createStatement().execute(statement.formatted(schema));
    }
  }

  private void refuses(String user, String statement) {
    assertThatThrownBy(() -> allows(user, statement))
        .as(statement)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void switchesUnderALongReaderAndRemovesWhatItReadsWhenItIsDone() throws Exception {
    Publisher publisher = publisher(new Retention(1, Duration.ZERO));
    publish(publisher, 1);
    try (Connection analyst = PostgresqlUnderTest.superuser()) {
      analyst.setAutoCommit(false);
      analyst.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      long before = count(analyst);

      Publication second = publish(publisher, 2);

      assertThat(second.warnings())
          .singleElement()
          .asString()
          .contains("version 1 is not served any more, and goes with the next publish");
      assertThat(count(analyst)).isEqualTo(before).isEqualTo(shop().entries(1).size());
      assertThat(tested.present()).containsExactly(1L, 2L);
      analyst.rollback();
    }
    assertThat(publish(publisher, 3).warnings()).isEmpty();
    assertThat(tested.present()).containsExactly(3L);
  }

  @Test
  void neverCallsAVersionGoneWhoseTableIsStillThere() throws Exception {
    publish(publisher(Shop.KEEP_THREE), 1);
    publish(publisher(Shop.KEEP_THREE), 2);
    Publisher erasing = publisher(new Retention(1, Duration.ZERO));
    try (Connection analyst = PostgresqlUnderTest.superuser()) {
      analyst.setAutoCommit(false);
      analyst.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Sql.rows(
          analyst, "SELECT count(*) FROM \"%s\".entry".formatted(schema), row -> row.getLong(1));

      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(erasing::tidy)
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("schema %s still holds the table entry_v1_t1".formatted(schema))
            .hasMessageContaining("is still read")
            .hasMessageEndingWith("run the same command again");
      }
      assertThat(tested.present()).containsExactly(1L, 2L);
      analyst.rollback();
    }
    tested.store().publisher(new Retention(1, Duration.ZERO), Shop.CLOCK).tidy();
    assertThat(tested.present()).containsExactly(2L);
  }

  private long count(Connection analyst) throws SQLException {
    return Sql.row(
            analyst, "SELECT count(*) FROM \"%s\".served".formatted(schema), row -> row.getLong(1))
        .orElseThrow();
  }

  @Test
  void tellsASecondPublisherWhoHoldsTheStore() {
    Publisher publisher = publisher(Shop.KEEP_THREE);
    publish(publisher, 1);

    try (Loading first = publisher.begin(shop().staging(2), Optional.empty())) {
      assertThat(first.writers()).isNotNull();
      assertThatThrownBy(() -> publish(publisher, 3))
          .isInstanceOf(StoreLocked.class)
          .hasMessageMatching(
              "Another publisher holds .*, schema %s: alsolike clean, process %d on .+, since .+ Try again later[.]"
                  .formatted(schema, ProcessHandle.current().pid()));
    }
    assertThat(publish(publisher, 3).manifest().version()).isEqualTo(2);
  }

  @Test
  void learnsFromThePointerWhatCameOfASwitchWhoseConnectionWasLost() throws Exception {
    publish(publisher(Shop.KEEP_THREE), 1);
    Publisher cut =
        publisher(Shop.KEEP_THREE)
            .telling(
                step -> {
                  if (step == PublishStep.SWITCH) {
                    cutTheConnection();
                  }
                });

    assertThatThrownBy(() -> publish(cut, 2))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("the connection was lost at the switch, and nothing was switched")
        .hasMessageEndingWith("Version 1 stays served.");
    assertThat(publish(publisher(Shop.KEEP_THREE), 2).manifest().version()).isEqualTo(2);
    assertThat(tested.present()).containsExactly(1L, 2L);
  }

  /** As the server says it when it cannot lengthen a file of a table. */
  @Test
  void saysThatTheServersDiskIsFullAndPublishesOnceThereIsRoom() throws Exception {
    publish(publisher(Shop.KEEP_THREE), 1);
    PostgresqlUnderTest.execute(
        """
        CREATE FUNCTION "%s".full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE 'could not extend file "base/5/16384": No space left on device'
            USING ERRCODE = 'disk_full', HINT = 'Check free disk space.';
        END $$
        """
            .formatted(schema),
        "CREATE TRIGGER full_disk BEFORE INSERT ON \"%1$s\".load EXECUTE FUNCTION \"%1$s\".full_disk()"
            .formatted(schema));

    assertThatThrownBy(() -> publish(publisher(Shop.KEEP_THREE), 2))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("Partition 0 cannot be loaded into ")
        .hasMessageContaining("No space left on device")
        .hasMessageEndingWith("Version 1 stays served.")
        .message()
        .hasLineCount(1);
    assertThat(tested.present()).containsExactly(1L);

    PostgresqlUnderTest.execute("DROP TRIGGER full_disk ON \"%s\".load".formatted(schema));
    assertThat(publish(publisher(Shop.KEEP_THREE), 2).manifest().version()).isEqualTo(2);
  }

  private void cutTheConnection() {
    try {
      PostgresqlUnderTest.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_locks
          WHERE locktype = 'advisory' AND objid = (hashtext('%s')::bigint & 4294967295)::oid
          """
              .formatted(schema));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What a driver does when it hears nothing for longer is to give the connection up. */
  @Test
  void aReaderWaitsTenSecondsForAnAnswerAndAPublisherForever() throws Exception {
    publish(publisher(Shop.KEEP_THREE), 1);
    var database = new Database(tested.store().url(), "postgres", Secret.NONE, schema);
    try (var connections = new Connections(database, 1);
        var source = new PostgresqlSource(database, 1);
        var content = source.open(1);
        Connection publishing = database.connect("test", Silence.OF_A_PUBLISHER)) {
      var manifest = content.manifest();
      var scanned =
          new PostgresqlContent(manifest, connections, database.tables(), database.shown());
      var silences = new ArrayList<Integer>();

      silences.add(connections.with(Connection::getNetworkTimeout));
      scanned.forEach(new byte[0], (key, value) -> {});
      silences.add(connections.with(Connection::getNetworkTimeout));
      silences.add(publishing.getNetworkTimeout());

      assertThat(silences).containsExactly(10_000, 10_000, 0);
    }
  }

  @Test
  void aReaderOutlivesItsConnections() throws Exception {
    publish(publisher(Shop.KEEP_THREE), 1);
    try (var reader = tested.store().reader()) {
      assertThat(reader.item("tea")).isPresent();
      List<String> cut =
          PostgresqlUnderTest.column(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'alsolike reader' AND query LIKE '%%%s%%'"
                  .formatted(schema));
      assertThat(cut).containsExactly("t");

      assertThat(reader.item("tea").flatMap(item -> item.title())).contains("TEA 1");
    }
  }

  @Test
  void refusesToLoadForAPublisherThatWasOvertaken() {
    Publisher publisher = publisher(Shop.KEEP_THREE);
    publish(publisher, 1);
    try (Loading overtaken = publisher.begin(shop().staging(2), Optional.empty());
        var store = tested.store().versions()) {
      store.fence(store.pointer());

      assertThatThrownBy(
              () -> overtaken.writers().attempt(0).write(0, shop().entries(2).iterator()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("another publisher came between");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
