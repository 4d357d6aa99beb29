package org.alsolike.serving.store;

import static org.alsolike.serving.store.StoreContractTest.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that ask for a password. It is the value of a variable that every process has, because
 * none can be given to this one.
 */
class AuthenticatedStoreTest {

  private static final String RIGHT = "PATH";
  private static final String WRONG = "HOME";
  private static final String UNSET = "ALSOLIKE_PASSWORD_THAT_NOBODY_SET";

  @TempDir Path folder;

  @Test
  void postgresqlIsReachedWithTheRightVariableAlone() throws Exception {
    PostgresqlUnderTest open = PostgresqlUnderTest.fresh();
    String role = open.schema() + "_writer";
    PostgresqlUnderTest.execute(
        "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, System.getenv(RIGHT)),
        "CREATE SCHEMA %s AUTHORIZATION %s".formatted(open.schema(), role));
    askForAPassword(role);

    isReachedWithTheRightVariableAlone(
        variable ->
            new PostgresqlUnderTest(
                new Postgresql(
                    open.store().url(),
                    Optional.of(role),
                    variable,
                    open.store().schema(),
                    Optional.empty())));
  }

  /** Of this role alone; all others are let in as before. */
  private static void askForAPassword(String role) throws Exception {
    Path rules = Path.of(PostgresqlUnderTest.column("SHOW hba_file").get(0));
    Files.writeString(
        rules, "host all %s all scram-sha-256\n".formatted(role) + Files.readString(rules));
    PostgresqlUnderTest.execute("SELECT pg_reload_conf()");
  }

  @Test
  void redisIsReachedWithTheRightVariableAlone() {
    RedisUnderTest locked = RedisUnderTest.withSetting("requirepass " + System.getenv(RIGHT));

    isReachedWithTheRightVariableAlone(
        variable ->
            new RedisUnderTest(
                new Redis(
                    locked.store().url(), Optional.empty(), variable, locked.store().prefix())));
  }

  private void isReachedWithTheRightVariableAlone(Function<Optional<String>, StoreUnderTest> with) {
    StoreUnderTest right = with.apply(Optional.of(RIGHT));
    publish(right, new Shop(folder, 20), 1);
    try (var reader = right.store().reader()) {
      assertThat(reader.item("tea").flatMap(item -> item.title())).contains("TEA 1");
    }
    assertThat(right.store().shown()).contains("password ***");

    refused(with.apply(Optional.of(UNSET)), "variable " + UNSET + ", which must hold the store's");
    refused(with.apply(Optional.of(WRONG)), "cannot be re"); // reached, or read
    refused(with.apply(Optional.empty()), "cannot be re");
  }

  private static void refused(StoreUnderTest tested, String message) {
    for (Runnable asking :
        new Runnable[] {
          () -> tested.store().reader().close(), () -> tested.store().versions().close()
        }) {
      assertThatThrownBy(asking::run)
          .isInstanceOfSatisfying(
              StoreUnavailable.class, failure -> assertThat(failure.exitCode()).isEqualTo(5))
          .hasMessageContaining(message)
          .hasMessageNotContaining(System.getenv(RIGHT))
          .hasMessageNotContaining(System.getenv(WRONG))
          .hasMessageNotContaining("\n");
    }
  }
}
