package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.reader.VersionSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Versions copied out of, and within, every store for real. */
class VersionCopyTest {

  /** So small that a version takes many batches. */
  private static final int BATCH_BYTES = 2_000;

  @TempDir Path folder;

  private Stream<DynamicTest> ofEveryStore(StoreUnderTest.Claim claim) {
    return StoreUnderTest.ofEveryKind(folder, claim);
  }

  @TestFactory
  Stream<DynamicTest> servesElsewhereWhatTheStoreServes() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          Rocksdb local = local(shop);

          Publication pulled = pull(tested, local, OlderAsOf.REFUSE);
          Publication again = pull(tested, local, OlderAsOf.REFUSE);

          assertThat(pulled.outcome()).isEqualTo(Outcome.PUBLISHED);
          assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_SERVED);
          assertThat(pulled.manifest().fingerprint()).isEqualTo("fingerprint-1");
          assertThat(pulled.manifest().notes()).isEqualTo(shop.release(1, List.of()).notes());
          assertThat(pulled.manifest().files()).as("many batches").hasSizeGreaterThan(5);
          assertServes(local, shop.entries(1));
          assertThat(scratch()).doesNotExist();
        });
  }

  @TestFactory
  Stream<DynamicTest> followsToAnOlderAsOfOnlyWhereThatIsAllowed() {
    return ofEveryStore(
        (tested, shop) -> {
          Rocksdb local = local(shop);
          Release first = shop.release(1, List.of());
          publish(tested, shop, before(first), shop.entries(1));
          publish(new RocksdbUnderTest(local), shop, 2);

          assertThatThrownBy(() -> pull(tested, local, OlderAsOf.REFUSE))
              .isInstanceOf(PublishRefused.class)
              .hasMessageContaining("Say --allow-older to publish it all the same.");
          assertServes(local, shop.entries(2));
          pull(tested, local, OlderAsOf.PUBLISH);
          assertServes(local, shop.entries(1));
        });
  }

  @TestFactory
  Stream<DynamicTest> carriesNoDamage() {
    return ofEveryStore(
        (tested, shop) -> {
          Rocksdb local = local(shop);
          publish(tested, shop, 1);
          pull(tested, local, OlderAsOf.REFUSE);
          publish(tested, shop, 2);
          tested.flipABit(2);

          assertThatThrownBy(() -> pull(tested, local, OlderAsOf.REFUSE))
              .isInstanceOf(StoreUnavailable.class);
          assertServes(local, shop.entries(1));
          assertThat(scratch()).doesNotExist();
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesTheFilesOfACopyThatIsUnderWay() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          Rocksdb local = local(shop);
          LocalStaging staging = new LocalStaging(scratch());
          try (Loading underWay =
              local.publisher(Shop.KEEP_THREE, Shop.CLOCK).begin(staging, Optional.empty())) {
            underWay.writers().attempt(0).write(0, shop.entries(1).iterator());

            assertThatThrownBy(() -> pull(tested, local, OlderAsOf.REFUSE))
                .isInstanceOf(StoreLocked.class);

            assertThat(staging.names()).containsExactly("part-0.attempt-0.sst");
          }
          pull(tested, local, OlderAsOf.REFUSE);
          assertThat(scratch()).doesNotExist();
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesOutWhatIsDroppedAndNothingElse() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          String gone = Shop.customer(7);
          List<Entry> kept =
              shop.entries(1).stream().filter(entry -> !isOf(gone, entry.key())).toList();

          Publication without =
              copy(tested.store().source(), tested.store())
                  .changed(
                      (key, value) -> isOf(gone, key) ? Optional.empty() : Optional.of(value),
                      "fingerprint-1-without");

          assertThat(without.manifest().version()).isEqualTo(2);
          assertThat(without.manifest().fingerprint()).isEqualTo("fingerprint-1-without");
          assertThat(tested.rows(2)).isEqualTo(kept.size()).isLessThan(shop.entries(1).size());
          assertServes(tested.store(), kept);
          assertThat(without.manifest().parts())
              .as("a part that lost its only entry is still served")
              .containsKey(Part.segment("win_back").name());
        });
  }

  private static boolean isOf(String customer, byte[] key) {
    return Part.of(key).id(key).equals(customer);
  }

  private Path scratch() {
    return folder.resolve("copied");
  }

  private static Rocksdb local(Shop shop) {
    return new Rocksdb(shop.folder().resolve("local").toString());
  }

  private VersionCopy copy(VersionSource from, ServingStore into) {
    return new VersionCopy(from, into, Shop.KEEP_THREE, Shop.CLOCK, scratch(), BATCH_BYTES);
  }

  private Publication pull(StoreUnderTest from, Rocksdb into, OlderAsOf older) {
    try (VersionSource source = from.store().source()) {
      return copy(source, into).run(older);
    }
  }

  /** Publishes an edition of the shop into any store. */
  static void publish(StoreUnderTest tested, Shop shop, int edition) {
    publish(tested, shop, shop.release(edition, List.of()), shop.entries(edition));
  }

  private static void publish(
      StoreUnderTest tested, Shop shop, Release release, List<Entry> entries) {
    var size = Optional.of(new ReleaseSize(1_000, 200_000));
    var staging = new LocalStaging(shop.folder().resolve("staging-" + release.fingerprint()));
    try (Loading loading =
        tested.store().publisher(Shop.KEEP_THREE, Shop.CLOCK).begin(staging, size)) {
      Receipt receipt = loading.writers().attempt(0).write(0, entries.iterator());
      loading.publish(
          new Release(
              release.project(),
              release.zone(),
              release.fingerprint(),
              release.asOf(),
              release.parts(),
              List.of(receipt),
              release.models(),
              release.notes(),
              release.older()));
    }
  }

  private static Release before(Release release) {
    return new Release(
        release.project(),
        release.zone(),
        release.fingerprint(),
        release.asOf().minusSeconds(86_400),
        release.parts(),
        release.receipts(),
        release.models(),
        release.notes(),
        release.older());
  }

  private static void assertServes(ServingStore store, List<Entry> entries) {
    try (ServingReader reader = store.reader();
        var version = reader.hold()) {
      for (Entry entry : entries) {
        assertThat(version.value(entry.key())).hasValue(entry.value());
      }
      long promised =
          version.manifest().parts().values().stream().mapToLong(part -> part.entries()).sum();
      assertThat(promised).isEqualTo(entries.size());
    }
  }
}
