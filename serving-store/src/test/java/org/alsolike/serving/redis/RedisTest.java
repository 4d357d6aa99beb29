package org.alsolike.serving.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Secret;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.store.RedisUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** What only Redis promises: room, whole chunks, publishers that overtake each other. */
class RedisTest {

  @TempDir Path folder;

  /** Several chunks: 620 customers have three entries each. */
  private Shop shop() {
    return new Shop(folder, 620);
  }

  private static Publisher publisher(RedisUnderTest tested) {
    return tested.store().publisher(Shop.KEEP_THREE, Shop.CLOCK);
  }

  private Loading begin(RedisUnderTest tested, int edition, Optional<ReleaseSize> size) {
    return publisher(tested).begin(shop().staging(edition), size);
  }

  private void publish(Loading loading, int edition) {
    Iterator<Entry> entries = shop().entries(edition).iterator();
    var receipt = loading.writers().attempt(0).write(0, entries);
    loading.publish(shop().release(edition, List.of(receipt)));
  }

  private void publish(RedisUnderTest tested, int edition) {
    try (Loading loading = begin(tested, edition, Optional.empty())) {
      publish(loading, edition);
    }
  }

  @Test
  void everyChunkHoldsTheHashOverItsOwnEntries() {
    var tested = RedisUnderTest.fresh();
    publish(tested, 1);
    List<Entry> entries = shop().entries(1);

    for (int chunk = 0; chunk * Chunk.ENTRIES < entries.size(); chunk++) {
      int from = chunk * Chunk.ENTRIES;
      int to = Math.min(from + Chunk.ENTRIES, entries.size());
      byte[] key =
          new Keys(tested.store().prefix().orElseThrow()).stage(1, 1).chunk(Chunk.name(0, chunk));
      ByteBuffer stored;
      try (Jedis jedis = tested.direct()) {
        stored = ByteBuffer.wrap(jedis.get(key));
      }
      assertThat(new ContentHash(stored.getLong(), stored.getLong()))
          .isEqualTo(
              entries.subList(from, to).stream()
                  .map(entry -> ContentHash.of(entry.key(), entry.value()))
                  .reduce(ContentHash.OF_NOTHING, ContentHash::plus));
    }
    assertThat(entries).hasSizeGreaterThan(2 * Chunk.ENTRIES);
  }

  @Test
  void refusesAServerThatMayEvictBeforeAnythingIsWritten() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy allkeys-lru");

    assertThatThrownBy(() -> publish(tested, 1))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageEndingWith(
            "has maxmemory-policy allkeys-lru, which may evict what is served; set it to"
                + " noeviction. Nothing was written.");
    assertThat(size(tested)).isZero();
  }

  @Test
  void refusesAServerWithTooLittleRoomAndSaysWhenItIsFullAllTheSame() {
    var tested = RedisUnderTest.withSetting("maxmemory 2mb");

    assertThatThrownBy(() -> begin(tested, 1, Optional.of(new ReleaseSize(10_000, 2_000_000))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("has too little room: 1.5 times the new version are 6 MiB, but only");
    assertThat(size(tested)).as("the token").isOne();

    try (Loading tooLarge =
        publisher(tested).begin(new Shop(folder, 9_000).staging(1), Optional.empty())) {
      Iterator<Entry> many = new Shop(folder, 9_000).entries(1).iterator();
      assertThatThrownBy(() -> tooLarge.writers().attempt(0).write(0, many))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("OOM");
    }
  }

  @Test
  void publishesAgainAfterALoadThatFoundNoRoom() {
    var tested = RedisUnderTest.withSetting("maxmemory 4mb");
    publish(tested, 1);

    assertThatThrownBy(
            () -> {
              try (Loading loading = begin(tested, 2, Optional.empty())) {
                fill(loading);
              }
            })
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("OOM");
    assertThat(title(tested)).isEqualTo("TEA 1");
    assertThat(tested.present()).containsExactly(1L);

    publish(tested, 3);
    assertThat(title(tested)).isEqualTo("TEA 3");
  }

  /** The server is so full that it would not even count a token up. */
  @Test
  void removesWhatAKilledPublisherLeftThoughTheServerIsFull() {
    var tested = RedisUnderTest.withSetting("maxmemory 4mb");
    publish(tested, 1);
    try (Loading killed = begin(tested, 2, Optional.empty())) {
      assertThatThrownBy(() -> fill(killed)).hasMessageContaining("OOM");
      assertThat(title(tested)).isEqualTo("TEA 1");

      publish(tested, 3);
    }
    assertThat(title(tested)).isEqualTo("TEA 3");
    assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(tested.rows(2)).as("its own").isEqualTo(shop().entries(3).size());
  }

  @Test
  void saysWhatStaysServedWhenThereIsNoRoomToBegin() {
    var tested = RedisUnderTest.withSetting("maxmemory 4mb");
    publish(tested, 1);

    assertThatThrownBy(() -> begin(tested, 2, Optional.of(new ReleaseSize(10_000, 4_000_000))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("has too little room")
        .hasMessageEndingWith("Nothing was loaded. Version 1 stays served.");
  }

  private void fill(Loading loading) {
    loading.writers().attempt(0).write(0, new Shop(folder, 9_000).entries(2).iterator());
  }

  private static String title(RedisUnderTest tested) {
    try (var reader = tested.store().reader()) {
      return reader.item("tea").flatMap(item -> item.title()).orElseThrow();
    }
  }

  @Test
  void leavesWhatAYoungerPublisherStages() {
    var tested = RedisUnderTest.fresh();
    publish(tested, 1);
    var younger = new ArrayList<Loading>();
    var receipts = new ArrayList<Receipt>();
    Publisher older =
        publisher(tested)
            .telling(
                step -> {
                  if (step == PublishStep.CLEAN) {
                    younger.add(begin(tested, 3, Optional.empty()));
                    receipts.add(
                        younger.get(0).writers().attempt(0).write(0, shop().entries(3).iterator()));
                  }
                });

    try (Loading overtaken = older.begin(shop().staging(2), Optional.empty());
        Loading winner = younger.get(0)) {
      winner.publish(shop().release(3, receipts));
      assertThatThrownBy(() -> publish(overtaken, 2))
          .hasMessageContaining("another publisher came between");
    }
    assertThat(title(tested)).isEqualTo("TEA 3");
    assertThat(tested.rows(2)).isEqualTo(shop().entries(3).size());
  }

  @Test
  void saysThatNotAllIsTidyWhileAYoungerPublisherStages() {
    var tested = RedisUnderTest.fresh();
    publish(tested, 1);
    var younger = new ArrayList<Loading>();
    Publisher tidying =
        publisher(tested)
            .telling(
                step -> {
                  if (step == PublishStep.CLEAN && younger.isEmpty()) {
                    younger.add(begin(tested, 2, Optional.empty()));
                  }
                });

    assertThatThrownBy(tidying::tidy)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageEndingWith(
            "still holds the stage 2.3 of a later publisher; run the same command again");
    younger.get(0).close();
    assertThat(tidying.tidy()).isEmpty();
    assertThat(tested.present()).containsExactly(1L);
  }

  /** Spark does not wait for the tasks of a job that failed. */
  @Test
  void takesNothingFromATaskThatOutlivesItsLoading() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy noeviction");
    publish(tested, 1);
    long before = size(tested);
    PartitionWriters late;
    try (Loading loading = begin(tested, 2, Optional.empty())) {
      late = loading.writers();
      late.attempt(0).write(0, shop().entries(2).subList(0, 700).iterator());
    }

    assertThatThrownBy(() -> late.attempt(1).write(1, shop().entries(2).iterator()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("another publisher came between");
    assertThat(size(tested)).isEqualTo(before);
  }

  /** That nobody had come was true when the task asked, before it made the chunk. */
  @Test
  @Timeout(60)
  void takesNoChunkFromATaskThatAskedBeforeAYoungerPublisherCame() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy noeviction");
    publish(tested, 1);
    long before = size(tested);
    List<Entry> entries = shop().entries(2).subList(0, Chunk.ENTRIES + 2);
    try (Loading loading = begin(tested, 2, Optional.empty())) {
      var late =
          IntStream.range(0, entries.size())
              .peek(at -> youngerComes(at == Chunk.ENTRIES + 1, tested, before))
              .mapToObj(entries::get)
              .iterator();

      assertThatThrownBy(() -> loading.writers().attempt(0).write(0, late))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("another publisher came between");
    }
    assertThat(size(tested)).isEqualTo(before);
  }

  /** Once the first chunk is stored, and with it what is asked for the second one answered. */
  private void youngerComes(boolean now, RedisUnderTest tested, long before) {
    if (now) {
      await(() -> size(tested) > before + Chunk.ENTRIES);
      begin(tested, 3, Optional.empty()).close();
    }
  }

  private static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(5);
      }
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(RedisUnderTest tested) {
    try (Jedis jedis = tested.direct()) {
      return jedis.dbSize();
    }
  }

  @Test
  void takesTheMachinesMemoryForALimitWhereTheServerHasNone() {
    Room room =
        Room.of("used_memory:100\r\ntotal_system_memory:1000\r\nmaxmemory:0\r\nmaxmemory_policy:x");

    assertThat(room).isEqualTo(new Room(100, 1000, "x"));
    room.requireFor(600, "redis");
    assertThatThrownBy(() -> room.requireFor(601, "redis")).hasMessageContaining("too little room");
  }

  @Test
  void letsTheYoungerOfTwoPublishersWin() {
    var tested = RedisUnderTest.fresh();
    publish(tested, 1);

    try (Loading older = begin(tested, 2, Optional.empty())) {
      publish(tested, 3);

      assertThatThrownBy(() -> publish(older, 2))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("another publisher came between");
    }
    try (var reader = tested.store().reader()) {
      assertThat(reader.item("tea").flatMap(item -> item.title())).contains("TEA 3");
    }
    assertThat(tested.rows(2)).isEqualTo(shop().entries(3).size());
  }

  @Test
  void learnsFromThePointerWhatCameOfASwitchWhoseConnectionWasLost() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy noeviction");
    publish(tested, 1);
    Publisher cut =
        publisher(tested)
            .telling(
                step -> {
                  if (step == PublishStep.SWITCH) {
                    try (Jedis jedis = tested.direct()) {
                      jedis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "normal");
                    }
                  }
                });

    assertThatThrownBy(
            () -> {
              try (Loading loading = cut.begin(shop().staging(2), Optional.empty())) {
                publish(loading, 2);
              }
            })
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("the connection was lost at the switch, and nothing was switched");
    publish(tested, 2);
    assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void refusesAnAttemptThatHasOtherContentThanAnEarlierOne() {
    var tested = RedisUnderTest.fresh();
    try (Loading loading = begin(tested, 1, Optional.empty())) {
      loading.writers().attempt(0).write(0, shop().entries(1).iterator());

      assertThatThrownBy(() -> loading.writers().attempt(1).write(0, shop().entries(2).iterator()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("chunk 0.0 was loaded with other content by an earlier attempt");
    }
  }

  @Test
  void removesEveryKeyOfAVersionThatIsRetired() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy noeviction");
    publish(tested, 1);
    long withOne = size(tested);
    for (int edition = 2; edition <= 5; edition++) {
      publish(tested, edition);
    }

    long control = 4; // pointer, token, versions, stages
    assertThat(size(tested) - control).isEqualTo(3 * (withOne - control));
  }

  @Test
  void tellsAScanWhoseVersionIsRemovedMeanwhileThatItIsGone() {
    var tested = RedisUnderTest.fresh();
    publish(tested, 1);
    publish(tested, 2);
    publish(tested, 3);
    var seen = new ArrayList<byte[]>();

    try (var source = tested.store().source();
        var first = source.open(1)) {
      assertThatThrownBy(
              () ->
                  first.forEach(
                      new byte[0],
                      (key, value) -> {
                        seen.add(key);
                        if (seen.size() == 1) {
                          publish(tested, 4);
                        }
                      }))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageStartingWith("version 1 was removed from ");
    }
    assertThat(seen).hasSizeLessThan(shop().entries(1).size());
  }

  @Test
  void removesEveryKeyOfAVersionWhoseListOfKeysIsDamaged() {
    var tested = RedisUnderTest.withSetting("maxmemory-policy noeviction");
    publish(tested, 1);
    long before = size(tested);
    Publisher unlucky =
        publisher(tested)
            .telling(
                step -> {
                  if (step == PublishStep.COUNT) {
                    lengthenAKey(tested);
                  }
                });

    assertThatThrownBy(
            () -> {
              try (Loading loading = unlucky.begin(shop().staging(2), Optional.empty())) {
                publish(loading, 2);
              }
            })
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("is damaged: a chunk ends early");
    assertThat(size(tested)).isEqualTo(before);
    publish(tested, 2);
    assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
  }

  private static void lengthenAKey(RedisUnderTest tested) {
    byte[] chunk =
        new Keys(tested.store().prefix().orElseThrow()).stage(2, 2).chunk(Chunk.name(0, 0));
    try (Jedis jedis = tested.direct()) {
      jedis.setrange(chunk, 2 * Long.BYTES, new byte[] {64});
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:sesame@cache:6379",
        "redis://shop:sesame@cache",
        "redis://cache?p=sesame"
      })
  void refusesAPasswordInTheAddressWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> new Server(url, "", Secret.NONE, "alsolike"))
        .hasMessageStartingWith("url must hold neither user nor password")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "a:b", "a*", "a b", "1a"})
  void allowsOnlyPlainPrefixes(String prefix) {
    assertThatThrownBy(() -> new Server("redis://cache", "", Secret.NONE, prefix))
        .hasMessageStartingWith("prefix must be up to 40 lower-case letters");
  }

  @Test
  void showsNoSecretAndSaysSoonThatAServerIsDown() {
    var server = new Server("redis://localhost:1/0", "shop", Secret.NONE, "alsolike");
    long start = System.nanoTime();

    assertThat(new Server("redis://cache", "", new Secret("SHOP_PASSWORD"), "alsolike"))
        .hasToString("redis://cache, keys alsolike:*, user default, password ***");
    assertThatThrownBy(() -> new Connecting(server).connect())
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("redis://localhost:1/0, keys alsolike:* cannot be reached");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  /** Such as one that is stopped: its machine takes connections all the same. */
  @Test
  void saysSoonThatAServerIsSilent() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "redis://localhost:%d/0".formatted(silent.getLocalPort());
      var server = new Server(url, "", Secret.NONE, "alsolike");
      long start = System.nanoTime();

      assertThatThrownBy(() -> new Connecting(server).connect())
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageStartingWith(url + ", keys alsolike:* cannot be reached: ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }
}
