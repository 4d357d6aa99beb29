package org.alsolike.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** 50,000 manifests and pointers, each nearly right: read, or refused in one line. */
class DocumentFuzzTest {

  private static final int EACH = 25_000;
  private static final List<String> SPLINTERS =
      List.of(
          "null",
          "true",
          "-1",
          "1e999999999",
          "9223372036854775808",
          "0.5",
          "\"\"",
          "\"2011-13-40T00:00:00Z\"",
          "{}",
          "[",
          "]",
          "}",
          ",",
          ":",
          "\\u0000",
          "\\",
          "\n",
          "ü",
          "\ud83d",
          "[".repeat(2_000),
          "9".repeat(2_000));

  @Test
  void aManifestIsReadOrRefusedInOneLine() {
    byte[] manifest =
        ManifestFile.bytes(
            new Manifest(
                7,
                "fingerprint",
                Shop.AS_OF,
                Instant.parse("2011-12-10T06:30:00Z"),
                12,
                "corner-shop",
                ZoneId.of("Europe/London"),
                new TreeMap<>(Map.of("items", new PartContent(3, new ContentHash(0, 0xABC)))),
                Map.of("for_you", "sha256"),
                Map.of("note", "with \"quotes\""),
                Map.of("000008.sst", 4_097L)));

    assertThat(read(manifest, ManifestFile::parse)).isBetween(EACH / 100, EACH / 2);
  }

  @Test
  void aPointerIsReadOrRefusedInOneLine() {
    byte[] pointer =
        new Pointer(
                7,
                8,
                12,
                Shop.AS_OF,
                new TreeMap<>(Map.of(6L, Shop.AS_OF)),
                Map.of("fingerprint", 8L))
            .bytes();

    assertThat(read(pointer, Pointer::parse)).isBetween(EACH / 100, EACH / 2);
  }

  /** How many were read. */
  private static int read(byte[] right, BiFunction<byte[], String, ?> reader) {
    Splinters splinters = new Splinters(SPLINTERS, new SplittableRandom(20111210));
    int read = 0;
    for (int round = 0; round < EACH; round++) {
      byte[] bytes = splinters.in(new String(right, UTF_8)).getBytes(UTF_8);
      try {
        assertThat(reader.apply(bytes, "the place")).isNotNull();
        read++;
      } catch (StoreUnavailable refused) {
        assertThat(refused.getMessage()).startsWith("the place ").hasLineCount(1);
      }
    }
    return read;
  }
}
