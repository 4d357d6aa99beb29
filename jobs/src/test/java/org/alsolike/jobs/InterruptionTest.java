package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;
import org.alsolike.serving.Shop;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that publish without Spark, told to end right before the switch. TwoVersionsTest
 * interrupts a run there, and FailureTest one that has just begun.
 */
@ExtendWith(FirstRun.Shared.class)
class InterruptionTest {

  @TempDir private Path folder;

  @Test
  void ofAPullIsOneLineAndTheNextOneGoesOn(FirstRun first) throws IOException {
    Shop there = new Shop(folder, 60);
    Path here = folder.resolve("here");
    String[] pull = {"pull", there.store().toString(), "--into", here.toString()};
    there.publish(1);
    assertThat(first.commandLines().run(pull).exitCode()).isZero();
    there.publish(2);

    interrupt(
        here,
        pull,
        pulling -> {
          Ended meanwhile = first.commandLines().run(pull);
          assertThat(meanwhile.exitCode()).isEqualTo(75);
          assertThat(meanwhile.errors())
              .singleElement()
              .asString()
              .startsWith("Another publisher holds %s: process %d ".formatted(here, pulling.pid()));
        });

    assertThat(title(here)).isEqualTo("TEA 1");
    assertThat(first.commandLines().run(pull).out())
        .startsWith("Version 2 of " + here + " is served");
    assertThat(title(here)).isEqualTo("TEA 2");
    assertThat(folder.resolve("here.pulled")).doesNotExist();
  }

  @Test
  void ofAnErasureIsOneLineAndTheSameCommandGoesOn(FirstRun first) throws IOException {
    Shop shop = new Shop(folder, 3);
    shop.publish(1);
    ShopProject project = new ShopProject(folder);
    ShopProject.write(project.config(), SmallShop.YAML);
    for (List<String> erasure : List.of(List.of("forget", "c00002"), List.of("delist", "tea"))) {
      interrupt(shop.store(), erasure.toArray(String[]::new), erasing -> {});
      assertThat(title(shop.store())).as("%s", erasure).isEqualTo("TEA 1");

      Ended again = first.run(project, erasure.toArray(String[]::new));

      assertThat(again.exitCode()).as(again.err()).isZero();
    }
    try (ServingReader reader = ServingReader.open(shop.store())) {
      assertThat(reader.customer("c00002")).isEmpty();
      assertThat(reader.customer("c00001")).isPresent();
      assertThat(reader.item("tea")).isEmpty();
    }
  }

  /** Something that happens while a process stands right before its switch. */
  @FunctionalInterface
  private interface Meanwhile {
    void happens(Process standing);
  }

  /** The pointer cannot be written before somebody reads it, and nobody does. */
  private void interrupt(Path store, String[] command, Meanwhile meanwhile) throws IOException {
    Ended interrupted;
    try (Pipe pointer = Pipe.at(store.resolve("SERVED.tmp"))) {
      Started standing = CommandLineProcess.in(folder).start(command);
      standing.await(store.resolve("LOCK.holder"), "write pointer");
      meanwhile.happens(standing.process());
      standing.process().destroy(); // SIGTERM; Ctrl-C takes the same way
      interrupted = standing.end();
      assertThat(Files.exists(pointer.place())).isTrue();
    }

    assertThat(interrupted.exitCode()).isEqualTo(143);
    assertThat(interrupted.errors())
        .containsExactly(
            "Interrupted. What is served stays served; the same command goes on from here.");
  }

  private static String title(Path store) {
    try (ServingReader reader = ServingReader.open(store)) {
      return reader.item("tea").flatMap(item -> item.title()).orElseThrow();
    }
  }
}
