package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.Part;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, on each of them for real. */
class StoreContractTest {

  private static final int PARTITIONS = 3;
  private static final Optional<ReleaseSize> SIZE = Optional.of(new ReleaseSize(1_000, 200_000));

  @TempDir Path folder;

  private Stream<DynamicTest> ofEveryStore(StoreUnderTest.Claim claim) {
    return StoreUnderTest.ofEveryKind(folder, claim);
  }

  @TestFactory
  Stream<DynamicTest> servesWhatItWasGiven() {
    return ofEveryStore(
        (tested, shop) -> {
          Publication publication = publish(tested, shop, 1);

          assertThat(publication.outcome()).isEqualTo(Outcome.PUBLISHED);
          assertThat(publication.warnings()).isEmpty();
          assertThat(publication.manifest().version()).isEqualTo(1);
          assertThat(tested.rows(1)).isEqualTo(shop.entries(1).size());
          assertThat(states(tested)).containsExactly("1 SERVED");
          try (ServingReader reader = tested.store().reader();
              var version = reader.hold()) {
            for (Entry entry : shop.entries(1)) {
              assertThat(version.value(entry.key())).hasValue(entry.value());
            }
            assertThat(version.value(Part.ITEMS.key("unknown"))).isEmpty();
            var members = new ArrayList<String>();
            version.forEachMember("win_back", (customer, membership) -> members.add(customer));
            assertThat(members).containsExactly(Shop.customer(7));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> changesNothingWhenTheSameIsPublishedAgain() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);

          Publication again = publish(tested, shop, 1);

          assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_SERVED);
          assertThat(again.manifest().version()).isEqualTo(1);
          assertThat(tested.present()).containsExactly(1L);
        });
  }

  @TestFactory
  Stream<DynamicTest> keepsThreeVersionsAndFollowsThemWithoutARestart() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          try (ServingReader reader = tested.store().reader();
              var first = reader.hold()) {
            for (int edition = 2; edition <= 4; edition++) {
              publish(tested, shop, edition);
            }
            assertThat(publish(tested, shop, 5).removed()).containsExactly(2L);

            assertThat(states(tested)).containsExactly("5 SERVED", "4 KEPT", "3 KEPT");
            assertThat(tested.present()).containsExactlyInAnyOrder(3L, 4L, 5L);
            assertNeverWrong(() -> title(first.item("tea").flatMap(i -> i.title())), "TEA 1");
            reader.refresh();
            assertThat(title(reader.item("tea").flatMap(i -> i.title()))).isEqualTo("TEA 5");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> removesNothingTooEarlyNorKeepsItForEverWhenTheClockIsSetBack() {
    return ofEveryStore(
        (tested, shop) -> {
          assertThat(publishAt(tested, shop, 1, "06:30:00").removed()).isEmpty();
          assertThat(publishAt(tested, shop, 2, "05:30:00").removed()).isEmpty();
          Publication third = publishAt(tested, shop, 3, "04:30:00");
          assertThat(third.removed()).as("a minute of grace").isEmpty();
          assertThat(third.warnings()).isEmpty();
          assertServes(tested, "TEA 3");

          assertThat(publishAt(tested, shop, 4, "04:32:00").removed()).containsExactly(1L, 2L);
          assertServes(tested, "TEA 4");
          assertThat(states(tested)).containsExactly("4 SERVED", "3 KEPT");
        });
  }

  private static Publication publishAt(StoreUnderTest tested, Shop shop, int edition, String time) {
    var clock = Clock.fixed(Instant.parse("2011-12-10T" + time + "Z"), ZoneOffset.UTC);
    var keepOne = new Retention(1, Duration.ofMinutes(1));
    return publish(tested.store().publisher(keepOne, clock), shop, edition);
  }

  @TestFactory
  Stream<DynamicTest> rollsBackAndRefusesTheBadResultFromThenOn() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          publish(tested, shop, 2);

          publisher(tested).rollback(Optional.empty());

          assertServes(tested, "TEA 1");
          assertThat(states(tested)).containsExactly("2 ROLLED_BACK", "1 SERVED");
          assertThatThrownBy(() -> publish(tested, shop, 2))
              .isInstanceOf(PublishRefused.class)
              .hasMessageStartingWith("This result was published as version 2 and rolled back.");
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
          assertThat(publish(tested, shop, 3).manifest().version()).isEqualTo(3);
          publisher(tested).rollback(Optional.of(2L));
          assertServes(tested, "TEA 2");
          assertThatThrownBy(() -> publisher(tested).rollback(Optional.of(9L)))
              .isInstanceOf(PublishRefused.class)
              .hasMessageStartingWith("There is no version 9 to roll back to");
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAnOlderAsOfAndAnEmptyRelease() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);

          assertThatThrownBy(
                  () -> {
                    try (Loading loading = begin(tested, shop, 2)) {
                      loading.publish(older(shop.release(2, load(loading, shop, 2, 0))));
                    }
                  })
              .isInstanceOf(PublishRefused.class)
              .hasMessageStartingWith("The as-of 2011-12-09T00:00:00Z is before");
          assertThatThrownBy(
                  () -> {
                    try (Loading loading = begin(tested, shop, 2)) {
                      loading.publish(shop.release(2, List.of()));
                    }
                  })
              .isInstanceOf(PublishRefused.class)
              .hasMessageStartingWith("The release holds no entries");
          assertThat(tested.present()).containsExactly(1L);
          assertServes(tested, "TEA 1");
        });
  }

  /** Spark runs a task again that failed, or whose success it did not hear of. */
  @TestFactory
  Stream<DynamicTest> holdsEachEntryOnceHoweverOftenAPartitionIsLoaded() {
    return ofEveryStore(
        (tested, shop) -> {
          List<Receipt> receipts;
          try (Loading loading = begin(tested, shop, 1)) {
            var writers = loading.writers();
            Iterator<Entry> half = failingAfter(40, partition(shop, 1, 0));
            assertThatThrownBy(() -> writers.attempt(0).write(0, half))
                .hasMessageContaining("executor lost");
            load(loading, shop, 1, 1);
            receipts = load(loading, shop, 1, 2);
            loading.publish(shop.release(1, receipts));
          }

          assertThat(receipts).extracting(Receipt::partition).containsExactly(0, 1, 2);
          assertThat(tested.rows(1)).isEqualTo(shop.entries(1).size());
          assertServes(tested, "TEA 1");
        });
  }

  @TestFactory
  Stream<DynamicTest> leavesNothingOfALoadingThatWasNotPublished() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);

          assertThatThrownBy(
                  () -> {
                    try (Loading loading = begin(tested, shop, 2)) {
                      load(loading, shop, 2, 0);
                      throw new IllegalStateException("job cancelled");
                    }
                  })
              .hasMessage("job cancelled")
              .hasNoSuppressedExceptions();

          assertThat(tested.present()).containsExactly(1L);
          assertServes(tested, "TEA 1");
          assertThat(publish(tested, shop, 2).manifest().version()).isEqualTo(2);
        });
  }

  @TestFactory
  Stream<DynamicTest> findsAFlippedBitBeforeItIsServed() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          var reading = EnumSet.of(PublishStep.VERIFY_CHECKSUMS, PublishStep.COUNT);
          var seen = new ArrayList<PublishStep>();
          var damaged =
              publisher(tested)
                  .telling(
                      step -> {
                        if (reading.contains(step) && seen.isEmpty()) {
                          seen.add(step);
                          unchecked(() -> tested.flipABit(2));
                        }
                      });

          assertThatThrownBy(() -> publish(damaged, shop, 2))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining("was not published to")
              .hasMessageEndingWith("Version 1 stays served.");
          assertThat(seen).hasSize(1);
          assertServes(tested, "TEA 1");
          assertThat(publish(tested, shop, 2).manifest().version()).isEqualTo(2);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesASoundValueThatIsNotTheOneThatWasStaged() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          var confused =
              publisher(tested)
                  .telling(
                      step -> {
                        if (step == PublishStep.COUNT) {
                          unchecked(() -> tested.replace(2, teaOf(shop, 1)));
                        }
                      });

          assertThatThrownBy(() -> publish(confused, shop, 2))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining(
                  "at step \"count\": what was read back is not what was staged: items has 2"
                      + " entries with check ")
              .hasMessageEndingWith("Version 1 stays served.");
          assertServes(tested, "TEA 1");
        });
  }

  @TestFactory
  Stream<DynamicTest> publishesAnewWhereASoundValueIsServedThatIsNotTheOnePublished() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          tested.replace(1, teaOf(shop, 7));

          Publication anew = publish(tested, shop, 1);

          assertThat(anew.warnings())
              .singleElement()
              .asString()
              .startsWith("The served version is replaced: ")
              .contains("items has 2 entries with hash ");
          assertServes(tested, "TEA 1");
        });
  }

  private static Entry teaOf(Shop shop, int edition) {
    return shop.entries(edition).stream()
        .filter(entry -> Arrays.equals(entry.key(), Part.ITEMS.key("tea")))
        .findFirst()
        .orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> findsAFlippedBitInWhatIsServedAndRollsBackToNoDamagedVersion() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          tested.flipABit(1);

          assertThatThrownBy(() -> readAll(tested, shop, 1)).isInstanceOf(StoreUnavailable.class);
          Publication anew = publish(tested, shop, 1);
          assertThat(anew.manifest().version()).isEqualTo(2);
          assertThat(anew.warnings())
              .first()
              .asString()
              .startsWith("The served version is replaced");
          readAll(tested, shop, 1);
          assertThatThrownBy(() -> publisher(tested).rollback(Optional.of(1L)))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageEndingWith("Roll back to another version.");
          readAll(tested, shop, 1);
        });
  }

  @TestFactory
  Stream<DynamicTest> letsNoPublisherSwitchAfterALaterOneCame() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          var overtaken =
              publisher(tested)
                  .telling(
                      step -> {
                        if (step == PublishStep.COMPARE_POINTER) {
                          takeToken(tested);
                        }
                      });

          assertThatThrownBy(() -> publish(overtaken, shop, 2))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining("another publisher came between");
          assertServes(tested, "TEA 1");
          assertThat(publish(tested, shop, 3).manifest().version()).isEqualTo(2);
          assertServes(tested, "TEA 3");
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
        });
  }

  @TestFactory
  Stream<DynamicTest> servesTheOldOrTheNewVersionWhereverAPublisherStops() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          int edition = 1;
          for (PublishStep step : stepsOf(tested, shop, ++edition)) {
            int dying = ++edition;
            String before = served(tested);
            var killed =
                publisher(tested)
                    .telling(
                        now -> {
                          if (now == step) {
                            throw new Killed();
                          }
                        });
            try {
              publish(killed, shop, dying);
            } catch (Killed | OutcomeUnknown stopped) {
              // as meant
            }

            assertThat(served(tested)).isIn(before, "TEA " + dying);
            assertThat(publish(tested, shop, ++edition).outcome()).isEqualTo(Outcome.PUBLISHED);
            assertServes(tested, "TEA " + edition);
            assertThat(tested.present()).hasSizeLessThanOrEqualTo(3);
          }
        });
  }

  /** Ends a publisher where it stands; nothing in it catches this. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private static List<PublishStep> stepsOf(StoreUnderTest tested, Shop shop, int edition) {
    var steps = new ArrayList<PublishStep>();
    publish(publisher(tested).telling(steps::add), shop, edition);
    return steps;
  }

  static Publisher publisher(StoreUnderTest tested) {
    return tested.store().publisher(Shop.KEEP_THREE, Shop.CLOCK);
  }

  private static Loading begin(StoreUnderTest tested, Shop shop, int edition) {
    return publisher(tested).begin(shop.staging(edition), SIZE);
  }

  static Publication publish(StoreUnderTest tested, Shop shop, int edition) {
    return publish(publisher(tested), shop, edition);
  }

  static Publication publish(Publisher publisher, Shop shop, int edition) {
    try (Loading loading = publisher.begin(shop.staging(edition), SIZE)) {
      return loading.publish(shop.release(edition, load(loading, shop, edition, 0)));
    }
  }

  static List<Receipt> load(Loading loading, Shop shop, int edition, long attempt) {
    var receipts = new ArrayList<Receipt>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      receipts.add(
          loading.writers().attempt(attempt).write(partition, partition(shop, edition, partition)));
    }
    return receipts;
  }

  private static Iterator<Entry> partition(Shop shop, int edition, int partition) {
    List<Entry> entries = shop.entries(edition);
    return entries
        .subList(
            entries.size() * partition / PARTITIONS, entries.size() * (partition + 1) / PARTITIONS)
        .iterator();
  }

  private static Iterator<Entry> failingAfter(int count, Iterator<Entry> entries) {
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Entry next() {
        if (given++ == count) {
          throw new IllegalStateException("executor lost");
        }
        return entries.next();
      }
    };
  }

  static List<String> states(StoreUnderTest tested) {
    return publisher(tested).versions().stream()
        .map(version -> version.version() + " " + version.state())
        .toList();
  }

  private static void readAll(StoreUnderTest tested, Shop shop, int edition) {
    try (ServingReader reader = tested.store().reader();
        var version = reader.hold()) {
      for (Entry entry : shop.entries(edition)) {
        assertThat(version.value(entry.key())).hasValue(entry.value());
      }
    }
  }

  private static String served(StoreUnderTest tested) {
    try (ServingReader reader = tested.store().reader()) {
      return title(reader.item("tea").flatMap(item -> item.title()));
    }
  }

  static void assertServes(StoreUnderTest tested, String title) {
    assertThat(served(tested)).isEqualTo(title);
  }

  static String title(Optional<String> title) {
    return title.orElse("nothing");
  }

  /** The right answer, or an error that says why there is none. */
  private static void assertNeverWrong(Supplier<String> read, String right) {
    try {
      assertThat(read.get()).isEqualTo(right);
    } catch (StoreUnavailable removed) {
      assertThat(removed).hasMessageContaining("was removed");
    }
  }

  private static void takeToken(StoreUnderTest tested) {
    unchecked(
        () -> {
          try (var store = tested.store().versions()) {
            store.fence(store.pointer());
          }
        });
  }

  @FunctionalInterface
  private interface Work {
    void done() throws Exception;
  }

  private static void unchecked(Work work) {
    try {
      work.done();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Release older(Release release) {
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
}
