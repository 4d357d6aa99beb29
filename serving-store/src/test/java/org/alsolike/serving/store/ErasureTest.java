package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.store.Erasure.Erased;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A customer, or items, taken out of every store for real. */
class ErasureTest {

  private static final String GONE = Shop.customer(7);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> takesTheCustomerOutOfAllThatCouldBeServed() {
    return ofEveryStore(
        (tested, shop) -> {
          for (int edition = 1; edition <= 3; edition++) {
            VersionCopyTest.publish(tested, shop, edition);
          }

          Erased erased = erase(tested.store(), GONE);

          assertThat(erased).isEqualTo(new Erased(Optional.of(4L), 4, List.of(3L, 2L, 1L)));
          assertThat(tested.present()).containsExactly(4L);
          assertThat(tested.rows(4)).isEqualTo(shop.entries(3).size() - 4);
          assertThatTheseAreGone(
              tested, shop.entries(3), entry -> Part.of(entry.key()).id(entry.key()).equals(GONE));
          assertThatThrownBy(
                  () ->
                      tested
                          .store()
                          .publisher(Shop.KEEP_THREE, Shop.CLOCK)
                          .rollback(Optional.empty()))
              .isInstanceOf(PublishRefused.class);
          assertThat(erase(tested.store(), GONE))
              .as("once more changes nothing")
              .isEqualTo(new Erased(Optional.of(4L), 0, List.of()));
        });
  }

  @TestFactory
  Stream<DynamicTest> hasNothingToDoWhereNothingIsPublished() {
    return ofEveryStore(
        (tested, shop) -> {
          Erased nothing = new Erased(Optional.empty(), 0, List.of());
          assertThat(erase(tested.store(), GONE)).isEqualTo(nothing);
          assertThat(delist(tested.store(), Set.of("tea"))).isEqualTo(nothing);
        });
  }

  @TestFactory
  Stream<DynamicTest> removesOlderVersionsThoughTheServedOneHoldsNothingOfTheCustomer() {
    return ofEveryStore(
        (tested, shop) -> {
          VersionCopyTest.publish(tested, shop, 1);
          VersionCopyTest.publish(tested, new Shop(shop.folder(), 6), 2);

          assertThat(erase(tested.store(), Shop.customer(50)))
              .isEqualTo(new Erased(Optional.of(2L), 0, List.of(1L)));
          assertThat(tested.present()).containsExactly(2L);
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesAnItemOfTheSameName() {
    return ofEveryStore(
        (tested, shop) -> {
          VersionCopyTest.publish(tested, shop, 1);

          assertThat(erase(tested.store(), "tea").entries()).isZero();
          try (ServingReader reader = tested.store().reader()) {
            assertThat(reader.item("tea")).isPresent();
            assertThat(reader.version()).isEqualTo(1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> takesItemsOutOfEveryListAndLeavesWhatIsNotAboutThem() {
    return ofEveryStore(
        (tested, shop) -> {
          VersionCopyTest.publish(tested, shop, 1);
          VersionCopyTest.publish(tested, shop, 2);
          Set<String> items = Set.of("tea", "item-7");

          Erased erased = delist(tested.store(), items);

          // the card, the similar list and the popular list of tea; one customer's list
          assertThat(erased).isEqualTo(new Erased(Optional.of(3L), 4, List.of(2L, 1L)));
          assertThatTheseAreGone(
              tested,
              shop.entries(2),
              entry ->
                  items.stream().anyMatch(item -> entry.toString().contains(quoted(item)))
                      || entry.toString().matches("(items|similar/also_like) tea = .*"));
          try (ServingReader reader = tested.store().reader()) {
            assertThat(reader.manifest().fingerprint())
                .isEqualTo("fingerprint-2 without [item-7, tea]");
          }
          assertThat(delist(tested.store(), items))
              .as("once more changes nothing")
              .isEqualTo(new Erased(Optional.of(3L), 0, List.of()));
        });
  }

  @TestFactory
  Stream<DynamicTest> removesWhatACrashedPublisherLeftOfTheCustomer() {
    return ofEveryStore(
        (tested, shop) -> {
          crash(tested, shop, 1);
          assertThat(tested.present()).isNotEmpty();
          assertThat(erase(tested.store(), GONE))
              .as("nothing was ever served")
              .isEqualTo(new Erased(Optional.empty(), 0, List.of()));
          assertThat(tested.present()).isEmpty();

          VersionCopyTest.publish(tested, new Shop(shop.folder(), 6), 2);
          crash(tested, shop, 3);
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
          assertThat(erase(tested.store(), Shop.customer(50)))
              .as("the served version never held the customer")
              .isEqualTo(new Erased(Optional.of(1L), 0, List.of()));
          assertThat(tested.present()).containsExactly(1L);
        });
  }

  @TestFactory
  Stream<DynamicTest> keepsNoVersionOfTheCustomerThoughTheClockWasSetBack() {
    return ofEveryStore(
        (tested, shop) -> {
          Clock ahead = Clock.offset(Shop.CLOCK, Duration.ofHours(1));
          for (int edition = 1; edition <= 2; edition++) {
            StoreContractTest.publish(
                tested.store().publisher(Shop.KEEP_THREE, ahead), shop, edition);
          }

          assertThat(erase(tested.store(), GONE))
              .isEqualTo(new Erased(Optional.of(3L), 4, List.of(2L, 1L)));
          assertThat(tested.present()).containsExactly(3L);
        });
  }

  /** Dies when all is staged and nothing is switched. */
  private static void crash(StoreUnderTest tested, Shop shop, int edition) {
    var dying =
        tested
            .store()
            .publisher(Shop.KEEP_THREE, Shop.CLOCK)
            .telling(
                step -> {
                  if (step == PublishStep.COUNT) {
                    throw new Dead();
                  }
                });
    assertThatThrownBy(() -> StoreContractTest.publish(dying, shop, edition))
        .isInstanceOf(Dead.class);
  }

  /** Nothing in a publisher catches this. */
  private static final class Dead extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Damaged, of a newer AlsoLike, failing, lost: each may hide that the customer is served. */
  @TestFactory
  Stream<DynamicTest> neverTakesAServedVersionThatItCannotReadForNone() {
    return ofEveryStore(
        (tested, shop) -> {
          VersionCopyTest.publish(tested, shop, 1);
          VersionCopyTest.publish(tested, shop, 2);
          try (ServingReader reader = tested.store().reader()) {
            tested.writeManifest(2, "{\"format\":1,");
            assertRefusesBoth(tested.store(), "is damaged");
            tested.writeManifest(2, "{\"format\":99}");
            assertRefusesBoth(tested.store(), "use a newer AlsoLike");
            tested.failAtManifests();
            assertRefusesBoth(tested.store(), "");
            tested.losePointer();
            assertRefusesBoth(tested.store(), "is missing, but versions [1, 2] are there");

            assertThat(reader.forCustomer("for_you", GONE).version()).isEqualTo(2);
            assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
          }
        });
  }

  /** RocksDB alone names a version before it is served. */
  @TestFactory
  Stream<DynamicTest> tellsAFirstVersionThatWasNeverServedFromALostPointer() {
    return ofEveryStore(
        (tested, shop) -> {
          VersionCopyTest.publish(tested, shop, 1);
          tested.losePointer();

          if (!(tested.store() instanceof Rocksdb)) {
            assertRefusesBoth(tested.store(), "is missing, but versions [1] are there");
            assertThatThrownBy(() -> VersionCopyTest.publish(tested, shop, 2))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is missing, but versions [1] are there");
            assertThat(tested.present()).containsExactly(1L);
            return;
          }
          assertThat(tested.store().publisher(Shop.KEEP_THREE, Shop.CLOCK).served()).isEmpty();
          VersionCopyTest.publish(tested, shop, 2);
          assertThat(tested.present()).containsExactly(1L);

          tested.losePointer();
          assertThat(erase(tested.store(), GONE))
              .isEqualTo(new Erased(Optional.empty(), 0, List.of(1L)));
          assertThat(tested.present()).isEmpty();
        });
  }

  private void assertRefusesBoth(ServingStore store, String reason) {
    assertThatThrownBy(() -> erase(store, GONE))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> delist(store, Set.of("tea")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(reason);
  }

  private static void assertThatTheseAreGone(
      StoreUnderTest tested, List<Entry> entries, Predicate<Entry> gone) {
    try (ServingReader reader = tested.store().reader();
        var version = reader.hold()) {
      for (Entry entry : entries) {
        assertThat(version.value(entry.key()).isEmpty())
            .as(entry.toString())
            .isEqualTo(gone.test(entry));
      }
    }
  }

  private Stream<DynamicTest> ofEveryStore(StoreUnderTest.Claim claim) {
    return StoreUnderTest.ofEveryKind(folder, claim);
  }

  private static String quoted(String item) {
    return "\"item\":\"" + item + "\"";
  }

  @Test
  void whoeverWasBehindADelistedItemMovesUpWithTheirScore() {
    List<ListedItem> list =
        List.of(
            ListedItem.of("a", 0.9, "als"),
            ListedItem.of("b", 0.1 + 0.2, "blend"),
            ListedItem.of("c", -1e-9, "popular"));
    byte[] value = ValueCodec.list(list);
    byte[] key = Part.list("for_you").key("b");
    byte[] score = Part.score("buys_30d").key("b");

    assertThat(new Delisted(Set.of("a")).value(key, value))
        .hasValueSatisfying(
            left -> assertThat(ValueCodec.list(left)).isEqualTo(list.subList(1, 3)));
    assertThat(new Delisted(Set.of("a", "b", "c")).value(key, value)).isEmpty();
    assertThat(new Delisted(Set.of("d")).concerns(key, value)).isFalse();
    assertThat(new Delisted(Set.of("b")).concerns(score, value))
        .as("a customer of that name")
        .isFalse();
  }

  private Erased delist(ServingStore store, Set<String> items) {
    return new Erasure(store, Shop.CLOCK, folder.resolve("scratch"))
        .items(items, served -> served + " without " + new TreeSet<>(items));
  }

  private Erased erase(ServingStore store, String customer) {
    return new Erasure(store, Shop.CLOCK, folder.resolve("scratch"))
        .customer(customer, "without-" + customer);
  }
}
