package org.alsolike.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashesTest {

  /** As {@code printf abc | sha256sum} gives it. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;
  private Path memory;
  private int reads;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    memory = folder.resolve("workspace/content-hashes.json");
  }

  @Test
  void readsAFileOnceWhileItDoesNotChange() throws IOException {
    assertThat(hash(new ContentHashes(memory), 3, 1000, "abc")).isEqualTo(OF_ABC);
    assertThat(hash(new ContentHashes(memory), 3, 1000, "not read")).isEqualTo(OF_ABC);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void readsAgainWhenSizeOrTimeChanged() throws IOException {
    ContentHashes hashes = new ContentHashes(memory);
    hash(hashes, 3, 1000, "abc");

    assertThat(hash(hashes, 3, 1001, "abd")).isNotEqualTo(OF_ABC);
    assertThat(hash(hashes, 4, 1000, "abcd")).isNotEqualTo(OF_ABC);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void aDamagedMemoryIsForgotten() throws IOException {
    hash(new ContentHashes(memory), 3, 1000, "abc");
    Files.writeString(memory, "{\"half");

    assertThat(hash(new ContentHashes(memory), 3, 1000, "abc")).isEqualTo(OF_ABC);
    assertThat(reads).isEqualTo(2);
  }

  private String hash(ContentHashes hashes, long bytes, long modified, String content)
      throws IOException {
    return hashes.of(
        "file:/data/sales.csv",
        bytes,
        modified,
        () -> {
          reads++;
          return new ByteArrayInputStream(content.getBytes(UTF_8));
        });
  }
}
