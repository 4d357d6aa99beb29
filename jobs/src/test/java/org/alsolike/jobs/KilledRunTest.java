package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed leaves what was served, and the next one goes on where it stopped. What it
 * leaves in the end is, to the byte, what one gives that nobody disturbed on a host with another
 * zone, locale and number of cores: there one core, here two up to the training and eight from it
 * on.
 */
@ExtendWith(FirstRun.Shared.class)
class KilledRunTest {

  private static final String CHANGED_PART = "segment/likely_and_valuable";

  @TempDir private Path folder;

  @Test
  void leavesThePreviousVersionServedAndIsCompletedByTheNext(FirstRun first) {
    ShopProject project = first.project().copiedTo(folder);
    forgetSnapshots(project);
    project.edit("buys_30d.percentile >= 80", "buys_30d.percentile >= 60");

    killedIn("train", project.commandLine(), "local[2]", project);
    killedIn("publish", onAnotherHost(project), "local[8]", project);
    Ended completed = project.commandLine().run("run", "--master", "local[2]");

    assertThat(completed.exitCode()).as(completed.err()).isZero();
    assertThat(project.served().version()).isGreaterThan(1);
    assertThat(Exports.of(project).manifest().get("fingerprint").textValue())
        .isEqualTo(project.served().fingerprint());
    assertThat(withoutTheChanged(project.content()))
        .isEqualTo(withoutTheChanged(first.project().content()));
    assertThat(project.content()).isNotEqualTo(first.project().content());
  }

  private static void killedIn(
      String step, CommandLineProcess commandLine, String master, ShopProject project) {
    Started started = commandLine.start("run", "--master", master);
    await(started, () -> note(project).endsWith(", step " + step));
    started.kill();

    try (ServingReader reader = project.reader()) {
      assertThat(reader.version()).as("killed in " + step).isEqualTo(1);
      assertThat(reader.popular()).isNotEmpty();
    }
    assertThat(project.commandLine().run("status").out())
        .contains("Running   nothing\n")
        .contains(": interrupted; the next run goes on (");
  }

  /** Egypt writes other digits. */
  private static CommandLineProcess onAnotherHost(ShopProject project) {
    return project
        .commandLine()
        .with("-Duser.timezone=America/St_Johns", "-Duser.language=ar", "-Duser.country=EG");
  }

  private static void await(Started started, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(started.process().isAlive()).as("ended before it could be killed").isTrue();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static String note(ShopProject project) {
    try {
      return Files.readString(project.folder().resolve(Path.of("workspace", "lock.holder")));
    } catch (IOException notYet) {
      return "";
    }
  }

  private static void forgetSnapshots(ShopProject project) {
    try {
      Path snapshots = project.folder().resolve(Path.of("workspace", "snapshots"));
      Files.move(snapshots, project.folder().resolve("forgotten"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, PartContent> withoutTheChanged(
      SortedMap<String, PartContent> content) {
    var others = new TreeMap<>(content);
    others.remove(CHANGED_PART);
    return others;
  }
}
