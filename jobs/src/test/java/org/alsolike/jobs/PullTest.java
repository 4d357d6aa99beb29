package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.serving.Shop;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine that serves brings the served version to itself. */
@ExtendWith(FirstRun.Shared.class)
class PullTest {

  @Test
  void bringsWhatAFolderOrAProjectServesAndNothingTwice(FirstRun first, @TempDir Path folder) {
    ShopProject project = first.project().copiedTo(folder.resolve("shop"));
    Path here = folder.resolve("here");

    Ended pulled = project.commandLine().run("pull", "serving", "--into", here.toString());

    assertThat(pulled.exitCode()).as(pulled.err()).isZero();
    assertThat(pulled.out()).startsWith("Version 1 of " + here + " is served: ");
    try (ServingReader there = project.reader();
        ServingReader ours = ServingReader.open(here)) {
      assertThat(ours.manifest().parts()).isEqualTo(there.manifest().parts());
      assertThat(ours.popular()).isEqualTo(there.popular());
    }

    Ended again =
        project.commandLine().run("pull", "alsolike.yaml", "--into", here.toString(), "--json");

    assertThat(again.exitCode()).as(again.err()).isZero();
    JsonNode document = ShopProject.json(again.out());
    assertThat(document.get("status").textValue()).isEqualTo("nothing to do");
    assertThat(document.get("version").longValue()).isEqualTo(1);
    assertThat(document.get("fingerprint").textValue()).isEqualTo(project.served().fingerprint());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFullAndPullsOnceThereIsRoom(FirstRun first, @TempDir Path folder)
      throws IOException {
    Shop there = new Shop(folder, 60);
    Path here = folder.resolve("here");
    there.publish(1);
    assertThat(pull(first, there, here).exitCode()).isZero();
    there.publish(2);
    Path pointer = Files.createSymbolicLink(here.resolve("SERVED.tmp"), Path.of("/dev/full"));

    Ended full = pull(first, there, here);

    assertThat(full.exitCode()).isEqualTo(5);
    assertThat(full.errors())
        .containsExactly(
            here
                + " was not published to, at step \"write pointer\": java.io.IOException: No space"
                + " left on device. Version 1 stays served.");
    assertServes(here, "TEA 1");
    Files.delete(pointer);
    assertThat(pull(first, there, here).out()).startsWith("Version 2 of " + here + " is served");
    assertServes(here, "TEA 2");
  }

  private static Ended pull(FirstRun first, Shop there, Path here) {
    return first.commandLines().run("pull", there.store().toString(), "--into", here.toString());
  }

  private static void assertServes(Path store, String title) {
    try (ServingReader reader = ServingReader.open(store)) {
      assertThat(reader.item("tea").flatMap(item -> item.title())).contains(title);
    }
  }

  @Test
  void saysWhereThereIsNothingToPull(FirstRun first, @TempDir Path folder) {
    ShopProject project = first.project();
    String here = folder.resolve("here").toString();

    Ended nowhere = project.commandLine().run("pull", "nowhere", "--into", here);
    Ended empty = project.commandLine().run("pull", folder.toString(), "--into", here);

    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.errors())
        .containsExactly(
            "nowhere: there is nothing there; expected the folder of a store, or an alsolike.yaml");
    assertThat(empty.exitCode()).isEqualTo(5);
    assertThat(empty.errors()).singleElement().asString().startsWith(folder + " serves nothing: ");
  }
}
