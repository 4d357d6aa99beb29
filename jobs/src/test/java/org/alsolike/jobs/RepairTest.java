package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A served version whose files were damaged. */
@ExtendWith(FirstRun.Shared.class)
class RepairTest {

  @Test
  void theSameRunPublishesADamagedVersionAnew(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Path store = project.folder().resolve("serving");
    Path manifest = store.resolve("versions/1/manifest.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.writeString(manifest, "{");

    Ended locked;
    try (FileChannel channel = FileChannel.open(store.resolve("LOCK"), StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      locked = first.run(project, "run", "--master", "local[1]");
      assertThat(held.isValid()).isTrue();
    }

    assertThat(locked.exitCode()).as(locked.err()).isEqualTo(75);
    assertThat(locked.errors()).hasSize(1);
    assertThat(locked.out())
        .contains("  note       the served version is made anew: " + manifest + " is damaged: ");
    assertThat(project.lastRun().resolve("exports/for_you.parquet")).isDirectory();
    assertThat(project.lastRun().resolve("exports/manifest.json")).doesNotExist();

    Files.write(manifest, whole);
    damage(store.resolve("versions/1/db"));
    Ended repaired = first.run(project, "run", "--master", "local[1]");

    assertThat(repaired.exitCode()).as(repaired.err()).isZero();
    assertThat(repaired.out()).contains("  note       version 1 is made anew: ");
    assertThat(project.served().version()).isEqualTo(2);
    assertThat(project.content()).isEqualTo(first.project().content());
    assertThat(project.served().models())
        .containsOnlyKeys("blend", "buys_30d", "item-neighbours", "own-history");
    assertThat(project.lastRun().resolve("exports/manifest.json")).exists();
    try (ServingReader reader = project.reader()) {
      assertThat(reader.popular()).isNotEmpty();
    }
    assertThat(first.run(project, "run").out()).startsWith("Nothing to do: version 2 ");
  }

  private static void damage(Path database) throws IOException {
    try (Stream<Path> files = Files.list(database)) {
      Path data = files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(data);
      bytes[bytes.length / 2] ^= 1;
      Files.write(data, bytes);
    }
  }
}
