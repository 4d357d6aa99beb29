package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room is {@code /dev/full}, to which a file's name is linked. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

  @TempDir Path folder;

  /** Before anything is written, in the middle of the build, and when all of it is there. */
  @Test
  void keepsTheVersionServedWhenTheDiskIsFullAndLeavesNothingThatTakesRoom() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    Release release = shop.staged(2);
    Path building = StoreLayout.database(shop.layout().staging(2));
    var full =
        Map.of(
            PublishStep.TOKEN, Path.of(shop.layout().token() + ".tmp"),
            PublishStep.INGEST, building.resolve("000001.dbtmp"),
            PublishStep.WRITE_MANIFEST, Path.of(shop.layout().manifest(2) + ".tmp"),
            PublishStep.WRITE_POINTER, Path.of(shop.layout().served() + ".tmp"));

    for (var place : full.entrySet()) {
      var unlucky =
          shop.publisher()
              .telling(
                  step -> {
                    if (step == place.getKey()) {
                      link(place.getValue());
                    }
                  });
      assertThatThrownBy(() -> unlucky.publish(release, shop.staging(2)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("at step \"" + place.getKey().words() + "\": ")
          .hasMessageContaining("No space left on device")
          .hasMessageEndingWith("Version 1 stays served.")
          .message()
          .hasLineCount(1);
      assertServes(shop, "TEA 1");
      assertThat(shop.layout().contents()).containsExactly(shop.layout().version(1));
      Files.deleteIfExists(place.getValue());
    }
    shop.publisher().publish(release, shop.staging(2));
    assertServes(shop, "TEA 2");
  }

  /** There is room for a token again once leftovers are removed. */
  @Test
  void isLetInThoughTheDiskIsFullOfWhatAKilledPublisherLeft() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    Path leftover = Files.createDirectory(shop.layout().staging(2)).resolve("part");
    Files.writeString(leftover, "as large as the disk");
    Path token = Path.of(shop.layout().token() + ".tmp");
    link(token);
    var cleaning =
        shop.publisher()
            .telling(
                step -> {
                  if (step == PublishStep.CLEAN) {
                    unlink(token);
                  }
                });

    cleaning.publish(shop.staged(2), shop.staging(2));

    assertServes(shop, "TEA 2");
    assertThat(leftover).doesNotExist();
  }

  @Test
  void saysWhatStaysServedWhenARollbackFindsTheDiskFull() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);
    shop.publish(2);
    Path pointer = Path.of(shop.layout().served() + ".tmp");
    link(pointer);

    assertThatThrownBy(() -> shop.publisher().rollback(Optional.empty()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageEndingWith(
            "/serving was not rolled back: java.io.IOException: No space left on device. Version 2"
                + " stays served.");
    unlink(pointer);
    shop.publisher().rollback(Optional.empty());
    assertServes(shop, "TEA 1");
  }

  private static void assertServes(Shop shop, String title) {
    try (var reader = ServingReader.open(shop.store())) {
      assertThat(reader.item("tea").orElseThrow().title()).contains(title);
    }
  }

  private static void unlink(Path place) {
    try {
      Files.deleteIfExists(place);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void link(Path place) {
    try {
      Files.createDirectories(place.getParent());
      Files.deleteIfExists(place);
      Files.createSymbolicLink(place, Path.of("/dev/full"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
