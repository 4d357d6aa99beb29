package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A served version whose files were damaged, and a disk without room for another one. */
@ExtendWith(FirstRun.Shared.class)
class RepairTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSameRunPublishesADamagedVersionAnewOnceThereIsRoom(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Path store = project.folder().resolve("serving");
    Path manifest = store.resolve("versions/1/manifest.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.writeString(manifest, "{");

    Path pointer = Files.createSymbolicLink(store.resolve("SERVED.tmp"), Path.of("/dev/full"));
    Ended full = first.run(project, "run", "--master", "local[1]");
    Files.delete(pointer);

    assertThat(full.exitCode()).as(full.err()).isEqualTo(5);
    assertThat(full.errors())
        .containsExactly(
            store
                + " was not published to, at step \"write pointer\": java.io.IOException: No space"
                + " left on device. Version 1 stays served.");
    assertThat(full.out())
        .contains("  note       the served version is made anew: " + manifest + " is damaged: ");
    assertThat(project.record().get("status").textValue()).isEqualTo("failed");
    assertThat(project.lastRun().resolve("exports/for_you.parquet")).isDirectory();
    assertThat(project.lastRun().resolve("exports/manifest.json")).doesNotExist();
    assertThat(store.resolve("versions")).isDirectoryNotContaining("glob:**/2*");

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
