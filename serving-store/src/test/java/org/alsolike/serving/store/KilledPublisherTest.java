package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.alsolike.serving.ChildProcess;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Shop;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a publisher's death leaves in a store on another machine; CrashTest asks RocksDB. */
class KilledPublisherTest {

  private static final int KILLED = 128 + 9;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> leavesTheOldOrTheNewVersionServedWhereverAPublisherIsKilled() {
    return Stream.of(PostgresqlUnderTest.fresh(), RedisUnderTest.fresh())
        .map(
            tested ->
                DynamicTest.dynamicTest(
                    tested.toString(), () -> killedAtEachStep(tested, words(tested.store()))));
  }

  private void killedAtEachStep(StoreUnderTest tested, List<String> words) throws Exception {
    Shop shop = PublishAndWait.shop(folder.resolve(words.get(0)));
    var steps = new ArrayList<PublishStep>();
    int edition = 1;
    StoreContractTest.publish(publisher(tested).telling(steps::add), shop, edition);
    assertThat(steps).contains(PublishStep.TOKEN, PublishStep.COUNT, PublishStep.SWITCH);
    int served = edition;

    for (PublishStep step : steps) {
      int dying = ++edition;
      kill(shop, dying, step, words);

      served = step.compareTo(PublishStep.SWITCH) > 0 ? dying : served;
      assertServes(tested, shop, served, "served after a death at " + step);

      served = ++edition;
      assertThat(StoreContractTest.publish(publisher(tested), shop, served).outcome())
          .isEqualTo(Outcome.PUBLISHED);
      assertServes(tested, shop, served, "served after the publish that came next");
      assertThat(tested.present()).hasSizeLessThanOrEqualTo(3);
    }
  }

  private void kill(Shop shop, int edition, PublishStep step, List<String> words) throws Exception {
    var arguments = new ArrayList<Object>(List.of(shop.folder(), edition, step));
    arguments.addAll(words);
    Process child = new ChildProcess(folder).start(PublishAndWait.class, arguments.toArray());
    try (var said = child.inputReader()) {
      assertThat(said.lines().anyMatch(PublishAndWait.WAITING::equals)).as("%s", step).isTrue();
      child.destroyForcibly();
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(KILLED);
    }
  }

  private static List<String> words(ServingStore store) {
    if (store instanceof Postgresql postgresql) {
      return List.of("postgresql", postgresql.url(), postgresql.schema().orElseThrow());
    }
    Redis redis = (Redis) store;
    return List.of("redis", redis.url(), redis.prefix().orElseThrow());
  }

  /** The store that these words name. */
  static ServingStore store(String kind, String url, String name) {
    return kind.equals("redis")
        ? new Redis(url, Optional.empty(), Optional.empty(), Optional.of(name))
        : new Postgresql(
            url, Optional.of("postgres"), Optional.empty(), Optional.of(name), Optional.empty());
  }

  private static Publisher publisher(StoreUnderTest tested) {
    return tested.store().publisher(Shop.KEEP_THREE, Shop.CLOCK);
  }

  /** Whole: every value is that of the edition. */
  private static void assertServes(
      StoreUnderTest tested, Shop shop, int edition, String description) {
    try (ServingReader reader = tested.store().reader();
        var version = reader.hold()) {
      for (Entry entry : shop.entries(edition)) {
        assertThat(version.value(entry.key())).as(description).hasValue(entry.value());
      }
    }
  }
}
