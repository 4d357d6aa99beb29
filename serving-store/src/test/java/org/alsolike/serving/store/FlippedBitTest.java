package org.alsolike.serving.store;

import static org.alsolike.serving.store.StoreContractTest.assertServes;
import static org.alsolike.serving.store.StoreContractTest.publish;
import static org.alsolike.serving.store.StoreContractTest.publisher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.VersionStore.Depth;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Bits that flip in PostgreSQL and in Redis. DamageTest flips those in the files of RocksDB. */
class FlippedBitTest {

  private static final String DAMAGE = "(?s).*( is damaged: |what was read back is not ).*";

  @TempDir Path folder;

  /** A claim about a store, and a connection to what it keeps. */
  @FunctionalInterface
  private interface Claim {
    void about(StoreUnderTest tested, Looking looking) throws Exception;
  }

  /** Looks up what is kept of a version. */
  @FunctionalInterface
  private interface Looking {
    StoredBits bits(long version) throws Exception;
  }

  private static Stream<DynamicTest> ofBothServers(Claim claim) {
    PostgresqlUnderTest postgresql = PostgresqlUnderTest.fresh();
    RedisUnderTest redis = RedisUnderTest.fresh();
    return Stream.of(
        DynamicTest.dynamicTest(
            "postgresql",
            () -> {
              try (var connection = PostgresqlUnderTest.superuser()) {
                claim.about(postgresql, version -> postgresql.bits(connection, version));
              }
            }),
        DynamicTest.dynamicTest(
            "redis",
            () -> {
              try (var connection = redis.direct()) {
                claim.about(redis, version -> redis.bits(connection, version));
              }
            }));
  }

  /** Few entries, because all are read for each bit. */
  private Shop shop(StoreUnderTest tested) {
    return new Shop(folder.resolve(tested.toString()), 1);
  }

  /** Every third bit of every key, value, checksum and list of keys: over 1,000. */
  @TestFactory
  Stream<DynamicTest> findsAFlippedBitWhereverItIsInAVersion() {
    return ofBothServers(
        (tested, looking) -> {
          Manifest manifest = publish(tested, shop(tested), 1).manifest();
          StoredBits bits = looking.bits(1);
          int flips = 0;

          try (var store = tested.store().versions()) {
            for (int bit = 0; bit < bits.count(); bit += 3) {
              bits.flip(bit);
              assertThatThrownBy(() -> store.check(manifest, Depth.WHOLE))
                  .as("bit %d of %d", bit, bits.count())
                  .isInstanceOf(StoreUnavailable.class)
                  .hasMessageMatching(DAMAGE);
              bits.flip(bit);
              flips++;
            }
            store.check(manifest, Depth.WHOLE);
          }
          assertThat(flips).isGreaterThan(1_000);
        });
  }

  @TestFactory
  Stream<DynamicTest> switchesToNoVersionInWhichABitFlippedWhereverItIs() {
    return ofBothServers(
        (tested, looking) -> {
          Shop shop = shop(tested);
          publish(tested, shop, 1);
          int count = looking.bits(1).count();
          int flips = 0;

          for (int bit = 0; bit < count; bit += 331) {
            int flipped = bit;
            var unlucky =
                publisher(tested)
                    .telling(
                        step -> {
                          if (step == PublishStep.FETCH) {
                            flip(looking, flipped);
                          }
                        });
            assertThatThrownBy(() -> publish(unlucky, shop, 2))
                .as("bit %d of %d", bit, count)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageMatching(DAMAGE)
                .hasMessageEndingWith("Version 1 stays served.");
            flips++;
          }
          assertServes(tested, "TEA 1");
          assertThat(publish(tested, shop, 2).manifest().version()).isEqualTo(2);
          assertThat(flips).isGreaterThan(10);
        });
  }

  private static void flip(Looking looking, int bit) {
    try {
      looking.bits(2).flip(bit);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
