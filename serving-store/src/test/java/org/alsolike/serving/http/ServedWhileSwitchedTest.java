package org.alsolike.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.serving.Shop;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.store.PostgresqlUnderTest;
import org.alsolike.serving.store.RedisUnderTest;
import org.alsolike.serving.store.StoreUnderTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers while a version goes away under them, from stores that hold no file open for a reader.
 */
class ServedWhileSwitchedTest {

  /** The old version is gone with the switch, as after an erasure. */
  private static final Retention NO_GRACE = new Retention(1, Duration.ZERO);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> answersFromTheNewVersionWhereTheOldOneIsGone() {
    return Stream.of(PostgresqlUnderTest.fresh(), RedisUnderTest.fresh())
        .map(tested -> DynamicTest.dynamicTest(tested.toString(), () -> switchedUnder(tested)));
  }

  private void switchedUnder(StoreUnderTest tested) {
    publish(tested, 1);
    var log = new ArrayList<String>();
    try (var reader = tested.store().reader()) {
      var desk = new Desk(reader, ServeSettings.loopback(0), Shop.CLOCK, log::add);
      int edition = 1;
      for (String path : List.of("/v1/lists/for_you", "/v1/scores", "/v1/customers")) {
        assertThat(ask(desk, path).status()).isEqualTo(200); // it has just looked at the pointer
        publish(tested, ++edition);

        Reply reply = ask(desk, path);

        assertThat(reply.status()).as("%s: %s", path, log).isEqualTo(200);
        assertThat(new String(reply.body(), UTF_8)).startsWith("{\"version\":" + edition + ",");
        assertThat(reply.headers().get("ETag")).startsWith("W/\"" + edition + "-");
      }
    }
    assertThat(log).isEmpty();
  }

  private static Reply ask(Desk desk, String path) {
    return desk.reply(
        new Question(
            "GET",
            path,
            "customer=c00007",
            name -> name.equals("Host") ? Optional.of("localhost") : Optional.empty()));
  }

  private void publish(StoreUnderTest tested, int edition) {
    Shop shop = new Shop(folder.resolve(tested.toString()), 20);
    try (Loading loading =
        tested
            .store()
            .publisher(NO_GRACE, Shop.CLOCK)
            .begin(shop.staging(edition), Optional.empty())) {
      var receipt = loading.writers().attempt(0).write(0, shop.entries(edition).iterator());
      loading.publish(shop.release(edition, List.of(receipt)));
    }
  }
}
