package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Stores on another machine that go away, or whose last answer is lost, while one publishes. */
class BrokenWireTest {

  /** So many entries that a load takes several chunks. */
  private static final int CUSTOMERS = 620;

  @TempDir Path folder;

  @FunctionalInterface
  private interface Claim {
    void about(StoreUnderTest tested, ServingStore far, Wire wire, Shop shop) throws Exception;
  }

  private Stream<DynamicTest> ofEveryServer(Claim claim) {
    return Stream.of(PostgresqlUnderTest.fresh(), RedisUnderTest.fresh())
        .map(tested -> DynamicTest.dynamicTest(tested.toString(), () -> claimed(tested, claim)));
  }

  private void claimed(StoreUnderTest tested, Claim claim) throws Exception {
    try (Wire wire = Wire.to(tested.store())) {
      Shop shop = new Shop(folder.resolve(tested.toString()), CUSTOMERS);
      claim.about(tested, wire.over(tested.store()), wire, shop);
    }
  }

  @TestFactory
  Stream<DynamicTest> knowsThatItSwitchedThoughTheAnswerWasLost() {
    return ofEveryServer(
        (tested, far, wire, shop) -> {
          publish(publisher(tested.store()), shop, 1);
          Publisher unlucky =
              publisher(far)
                  .telling(
                      step -> {
                        if (step == PublishStep.SWITCH) {
                          wire.loseTheNextAnswer();
                        }
                      });

          Publication second = publish(unlucky, shop, 2);

          assertThat(second.outcome()).isEqualTo(Outcome.PUBLISHED);
          assertThat(served(tested)).isEqualTo("TEA 2");
          assertThat(publish(publisher(tested.store()), shop, 2).outcome())
              .isEqualTo(Outcome.ALREADY_SERVED);
        });
  }

  /** Neither the answer came nor could the pointer be read: before the switch, and after it. */
  @TestFactory
  Stream<DynamicTest> doesNotKnowWhetherItSwitchedWhereTheStoreIsGoneAndDeletesNothing() {
    return ofEveryServer(
        (tested, far, wire, shop) -> {
          publish(publisher(tested.store()), shop, 1);
          Map<Runnable, String> moments = new LinkedHashMap<>();
          moments.put(wire::cut, "TEA 1");
          moments.put(wire::goDownAtTheNextAnswer, "TEA 2");

          for (var moment : moments.entrySet()) {
            Publisher unlucky =
                publisher(far)
                    .telling(
                        step -> {
                          if (step == PublishStep.SWITCH) {
                            moment.getKey().run();
                          }
                        });
            assertThatThrownBy(() -> publish(unlucky, shop, 2))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining(" may or may not serve version 2: ")
                .hasMessageEndingWith("Nothing was deleted; publish again to settle it.")
                .extracting(failure -> ((OutcomeUnknown) failure).exitCode())
                .isEqualTo(6);
            wire.mend();
            assertThat(served(tested)).isEqualTo(moment.getValue());
            assertThat(tested.rows(2)).isEqualTo(shop.entries(2).size());
          }

          assertThat(publish(publisher(far), shop, 2).outcome()).isEqualTo(Outcome.ALREADY_SERVED);
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
        });
  }

  @TestFactory
  Stream<DynamicTest> saysWhatStaysServedWhenTheStoreGoesDownInMidLoad() {
    return ofEveryServer(
        (tested, far, wire, shop) -> {
          publish(publisher(tested.store()), shop, 1);
          String still = "Version 1 stays served.";

          assertThatThrownBy(
                  () -> {
                    try (Loading loading = begin(publisher(far), shop, 2)) {
                      loading.writers().attempt(0).write(0, cutting(wire, shop.entries(2)));
                    }
                  })
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageStartingWith("Partition 0 cannot be loaded into ")
              .hasMessageEndingWith(still);
          wire.mend();
          assertThatThrownBy(
                  () -> {
                    try (Loading loading = beginOnceUnlocked(publisher(far), shop, 2)) {
                      Receipt receipt = load(loading, shop, 2);
                      wire.cut();
                      loading.publish(shop.release(2, List.of(receipt)));
                    }
                  })
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageEndingWith(still);
          assertThat(served(tested)).isEqualTo("TEA 1");

          wire.mend();
          try (Loading again = beginOnceUnlocked(publisher(far), shop, 2)) {
            Receipt receipt = load(again, shop, 2);
            assertThat(again.publish(shop.release(2, List.of(receipt))).warnings()).isEmpty();
          }
          assertThat(served(tested)).isEqualTo("TEA 2");
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
        });
  }

  /** The wire is cut when half of the entries are asked for. */
  private static Iterator<Entry> cutting(Wire wire, List<Entry> entries) {
    var left = new ArrayList<>(entries).iterator();
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return left.hasNext();
      }

      @Override
      public Entry next() {
        if (++given == entries.size() / 2) {
          wire.cut();
        }
        return left.next();
      }
    };
  }

  private static Publisher publisher(ServingStore store) {
    return store.publisher(Shop.KEEP_THREE, Shop.CLOCK);
  }

  private static Loading begin(Publisher publisher, Shop shop, int edition) {
    return publisher.begin(shop.staging(edition), Optional.empty());
  }

  /** A server may take a moment to see that the session is gone which holds the lock. */
  private static Loading beginOnceUnlocked(Publisher publisher, Shop shop, int edition)
      throws InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return begin(publisher, shop, edition);
      } catch (StoreLocked gone) {
        Thread.sleep(50);
      }
    }
    return begin(publisher, shop, edition);
  }

  private static Receipt load(Loading loading, Shop shop, int edition) {
    return loading.writers().attempt(0).write(0, shop.entries(edition).iterator());
  }

  private static Publication publish(Publisher publisher, Shop shop, int edition)
      throws InterruptedException {
    try (Loading loading = beginOnceUnlocked(publisher, shop, edition)) {
      return loading.publish(shop.release(edition, List.of(load(loading, shop, edition))));
    }
  }

  private static String served(StoreUnderTest tested) {
    try (ServingReader reader = tested.store().reader()) {
      return reader.item("tea").flatMap(item -> item.title()).orElseThrow();
    }
  }
}
