package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {

  private static final int FLIPS = 12;
  private static final int FOOTER_BYTES = 53;

  @TempDir Path folder;

  @Test
  void refusesAnyFlippedBitInAStagedFile() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    Release release = shop.staged(2);
    Path file = shop.staging(2).directory().resolve(release.receipts().get(1).file());
    byte[] intact = Files.readAllBytes(file);
    var random = new SplittableRandom(1);

    for (int flip = 0; flip < FLIPS; flip++) {
      flip(file, random);
      assertThatThrownBy(() -> shop.publisher().publish(release, shop.staging(2)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("at step \"fetch\": staged file part-1.attempt-0.sst is damaged")
          .hasMessageEndingWith("Version 1 stays served.");
      Files.write(file, intact);
    }
    assertThat(shop.publisher().publish(release, shop.staging(2)).manifest().version())
        .isEqualTo(2);
  }

  @Test
  void refusesAnyFlippedBitInTheNewDatabase() {
    var shop = Shop.in(folder);
    shop.publish(1);
    Release release = shop.staged(2);
    var random = new SplittableRandom(2);

    for (int flip = 0; flip < FLIPS; flip++) {
      String suffix = flip % 4 == 0 ? "MANIFEST-" : ".sst";
      var careless =
          shop.publisher()
              .telling(
                  step -> {
                    if (step == PublishStep.VERIFY_CHECKSUMS) {
                      flip(anyFile(shop.layout().staging(2), suffix, random), random);
                    }
                  });
      assertThatThrownBy(() -> careless.publish(release, shop.staging(2)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageEndingWith("Version 1 stays served.");
    }
    assertServes(shop, "TEA 1");
  }

  /** Every fifth byte of every table, and every byte of the footers: over 1,000 flips. */
  @Test
  void findsAFlippedBitWhereverItIsInAVersion() throws IOException {
    var shop = new Shop(folder, 60);
    Manifest manifest = shop.publish(1).manifest();
    var store = new LocalVersions(shop.layout());
    int flips = 0;

    for (String name : manifest.files().keySet()) {
      Path file = shop.layout().database(1).resolve(name);
      byte[] intact = Files.readAllBytes(file);
      for (int at = 0; at < intact.length; at++) {
        if (at % 5 == 0 || at >= intact.length - FOOTER_BYTES) {
          byte[] damaged = intact.clone();
          damaged[at] ^= (byte) (1 << at % 8);
          Files.write(file, damaged);
          assertThatThrownBy(() -> store.check(manifest, VersionStore.Depth.WHOLE))
              .as("a bit of byte %d of %s", at, name)
              .isInstanceOf(StoreUnavailable.class);
          flips++;
        }
      }
      Files.write(file, intact);
    }
    store.check(manifest, VersionStore.Depth.WHOLE);
    assertThat(flips).isGreaterThan(1_000);
  }

  @Test
  void refusesContentThatIsNotWhatTheReceiptsPromise() {
    var shop = Shop.in(folder);
    List<Receipt> receipts = shop.receipts(1, 0);
    var promised = receipts.get(0);
    var more = new TreeMap<>(promised.parts());
    more.put("customers", new PartContent(301, more.get("customers").hash()));
    var overstated =
        new Receipt(
            0,
            0,
            promised.file(),
            promised.bytes(),
            promised.sha256(),
            promised.firstKey(),
            promised.lastKey(),
            more,
            promised.checks());
    var release = shop.release(1, List.of(overstated, receipts.get(1), receipts.get(2)));

    assertThatThrownBy(() -> shop.publisher().publish(release, shop.staging(1)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("at step \"count\": what was read back is not what was staged: ")
        .hasMessageContaining("customers has 300 entries")
        .hasMessageEndingWith("Nothing is served.");
  }

  @Test
  void refusesToRollBackToADamagedVersion() {
    var shop = Shop.in(folder);
    shop.publish(1);
    shop.publish(2);
    flip(
        anyFile(shop.layout().version(1), ".sst", new SplittableRandom(3)),
        new SplittableRandom(3));

    assertThatThrownBy(() -> shop.publisher().rollback(Optional.empty()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("/versions/1/db");
    assertServes(shop, "TEA 2");
  }

  @Test
  void publishesAnewWhenTheServedVersionIsDamaged() {
    var shop = Shop.in(folder);
    shop.publish(1);
    flip(
        anyFile(shop.layout().version(1), ".sst", new SplittableRandom(4)),
        new SplittableRandom(4));

    var again = shop.publish(1);

    assertThat(again.manifest().version()).isEqualTo(2);
    assertThat(again.warnings())
        .singleElement()
        .asString()
        .startsWith("The served version is replaced: ");
  }

  @Test
  void callsTheOutcomeUnknownWhenTheSwitchFailsAndDeletesNothing() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    var failing =
        shop.publisher()
            .telling(
                step -> {
                  if (step == PublishStep.SYNC_SWITCH) {
                    throw new UncheckedIOException(new IOException("disk gone"));
                  }
                });

    assertThatThrownBy(() -> failing.publish(shop.staged(2), shop.staging(2)))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("/serving may or may not serve version 2: ")
        .hasMessageEndingWith("Nothing was deleted; publish again to settle it.");
    assertThat(shop.layout().numbers()).containsExactly(1L, 2L);
    assertThat(shop.publish(2).outcome()).isEqualTo(Publication.Outcome.ALREADY_SERVED);
  }

  @Test
  void switchesNothingWhenAnotherPublisherCameBetween() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    var overtaken =
        shop.publisher()
            .telling(
                step -> {
                  if (step == PublishStep.COMPARE_POINTER) {
                    write(shop.layout().token(), "99");
                  }
                });

    assertThatThrownBy(() -> overtaken.publish(shop.staged(2), shop.staging(2)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(
            "another publisher came between: the fencing token is 99, this publisher's is 2");
    assertServes(shop, "TEA 1");
    assertThat(shop.layout().numbers())
        .as("what has the new number may be the other one's")
        .containsExactly(1L, 2L);
  }

  @Test
  void deletesNothingWhenThePointerIsLost() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    shop.publish(2);
    Files.delete(shop.layout().served());

    assertThatThrownBy(() -> shop.publish(3))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(
            "SERVED is missing, but versions [1, 2] are there. Roll back to one of them");
    shop.publisher().rollback(Optional.of(2L));
    assertServes(shop, "TEA 2");
  }

  private static void assertServes(Shop shop, String title) {
    try (var reader = ServingReader.open(shop.store())) {
      assertThat(reader.item("tea").orElseThrow().title()).contains(title);
    }
  }

  private static Path anyFile(Path version, String part, SplittableRandom random) {
    try (var files = Files.list(StoreLayout.database(version))) {
      var fitting = files.filter(f -> f.getFileName().toString().contains(part)).sorted().toList();
      return fitting.get(random.nextInt(fitting.size()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void flip(Path file, SplittableRandom random) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.delete(file);
      Files.write(file, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
