package org.alsolike.serving.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.alsolike.serving.Secret;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

  private static final String URL = "jdbc:postgresql://localhost:1/shop";

  @ParameterizedTest
  @ValueSource(
      strings = {
        URL + "?password=sesame",
        URL + "?user=x&PassWord=sesame",
        URL + "?sslpassword=sesame",
        "jdbc:postgresql://shop:sesame@localhost/shop"
      })
  void refusesAPasswordInTheAddressWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> new Database(url, "", Secret.NONE, "alsolike"))
        .hasMessageStartingWith("url must not hold a password")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "shop-1", "shop\"; drop table x; --", "1shop", "pg_shop"})
  void allowsOnlyPlainNames(String schema) {
    assertThatThrownBy(() -> new Database(URL, "", Secret.NONE, schema))
        .hasMessageStartingWith("schema must be up to 40 lower-case letters");
  }

  @Test
  void showsNoSecret() {
    var database = new Database(URL + "?ssl=true", "shop", new Secret("SHOP_PASSWORD"), "alsolike");

    assertThat(database).hasToString(URL + ", schema alsolike, user shop, password ***");
  }

  @Test
  void saysSoonThatADatabaseIsDown() {
    var database = new Database(URL, "", Secret.NONE, "alsolike");
    long start = System.nanoTime();

    assertThatThrownBy(() -> database.connect("test", Silence.OF_AN_ANSWER))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith(URL + ", schema alsolike cannot be reached: Connection to ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  /** Such as one that is stopped: its machine takes connections all the same. */
  @Test
  void saysSoonThatADatabaseIsSilent() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://localhost:%d/shop".formatted(silent.getLocalPort());
      var database = new Database(url, "", Secret.NONE, "alsolike");
      long start = System.nanoTime();

      assertThatThrownBy(() -> database.connect("test", Silence.OF_A_PUBLISHER))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageStartingWith(url + ", schema alsolike cannot be reached: ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void knowsTheFirstKeyAfterAPrefix() {
    assertThat(PostgresqlContent.end("list\0".getBytes(UTF_8))).hasValue("list\1".getBytes(UTF_8));
    assertThat(PostgresqlContent.end(new byte[] {7, -1, -1})).hasValue(new byte[] {8});
    assertThat(PostgresqlContent.end(new byte[] {-1})).isEmpty();
    assertThat(PostgresqlContent.end(new byte[0])).isEmpty();
  }
}
