package org.alsolike.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {

  private static final Manifest MANIFEST =
      new Manifest(
          7,
          "fingerprint",
          Instant.parse("2011-12-10T00:00:00Z"),
          Instant.parse("2011-12-10T06:30:00Z"),
          12,
          "corner-shop",
          ZoneId.of("Europe/London"),
          new TreeMap<>(Map.of("items", new PartContent(3, new ContentHash(0, 0xABC)))),
          Map.of("for_you", "sha256"),
          Map.of("note", "with \"quotes\" and ünïcode"),
          Map.of("000008.sst", 4_097L));

  @TempDir Path folder;

  @Test
  void saysAgainWhatItWasTold() throws IOException {
    assertThat(ManifestFile.read(written(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  void refusesANewerFormatInOneLine() throws IOException {
    Path file = edited("\"format\" : 1", "\"format\" : 2");

    assertThatThrownBy(() -> ManifestFile.read(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage(
            file + " has format 2, and this reader knows formats up to 1; use a newer AlsoLike");
  }

  @Test
  void refusesPartsThatDoNotAddUp() throws IOException {
    Path file = edited("\"entries\" : 3,\n      ", "\"entries\" : 4,\n      ");

    assertThatThrownBy(() -> ManifestFile.read(file))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith(file + " is damaged: its parts add up to ")
        .hasMessageContaining("entries=4");
  }

  @Test
  void saysWhichFieldIsMissingOrWrong() throws IOException {
    Path missing = edited("\"as_of\"", "\"as_off\"");
    assertThatThrownBy(() -> ManifestFile.read(missing))
        .hasMessage(missing + " is damaged: as_of must be text, but is missing");

    Path wrong = edited("\"token\" : 12", "\"token\" : 1.5");
    assertThatThrownBy(() -> ManifestFile.read(wrong))
        .hasMessage(wrong + " is damaged: token must be a whole number, but is 1.5");
  }

  @Test
  void refusesHalfAFileInOneLine() throws IOException {
    Path file = written(MANIFEST);
    String text = Files.readString(file);
    for (String broken : new String[] {"", "{", text.substring(0, text.length() / 2), text + "x"}) {
      Files.writeString(file, broken);
      assertThatThrownBy(() -> ManifestFile.read(file))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageStartingWith(file + " is damaged: ")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void refusesADamagedPointerInOneLine() throws IOException {
    var store = new StoreLayout(folder);
    Files.writeString(store.served(), "{\"version\":");

    assertThatThrownBy(() -> Pointer.read(store))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith(folder.resolve("SERVED") + " is damaged: ");
  }

  private Path written(Manifest manifest) throws IOException {
    return Files.write(folder.resolve("manifest.json"), ManifestFile.bytes(manifest));
  }

  private Path edited(String from, String to) throws IOException {
    Path file = written(MANIFEST);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    return Files.writeString(file, text.replace(from, to));
  }
}
