package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The second version of a shop that serves one already: a larger segment, all made anew by runs
 * that are killed, refused by a gate, interrupted and completed, and rolled back in the end.
 *
 * <p>The first version was made on two cores, in one partition; here one core makes what comes
 * before the training, in two partitions, and eight the rest, in eight, with another zone and
 * locale. What the change does not touch is equal to the byte.
 */
@Order(1) // the longest first, so that none runs alone in the end
@ExtendWith(FirstRun.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoVersionsTest {

  private static final String CHANGED = "segment/likely_and_valuable";
  private static final String SNAPSHOTS = "workspace/snapshots";

  private FirstRun first;
  private WarmCommandLine onAnotherHost;
  private ShopProject project;
  private SortedMap<String, PartContent> firstContent;
  private Map<String, String> trained;
  private Map<String, String> made;

  @BeforeAll
  void changeASegmentAndAskTooMuchOfTheGate(FirstRun first, @TempDir Path folder) {
    this.first = first;
    project = first.project().copiedTo(folder.resolve("shop"));
    onAnotherHost = WarmCommandLine.of(anotherHost(), folder.resolve("runner"));
    firstContent = first.project().content();
    forgetSnapshots();
    project.edit("buys_30d.percentile >= 80", "buys_30d.percentile >= 60");
    project.edit("baseline: own-history", "baseline: own-history, min_gain: 0.9");
  }

  @AfterAll
  void stop() {
    onAnotherHost.close();
  }

  @Test
  @Order(1)
  void aRunKilledInMidwayLeavesTheVersionServed() {
    Started training =
        project
            .commandLine()
            .with("-Dspark.sql.shuffle.partitions=2")
            .start("train", "--master", "local[1]");
    training.await(project.folder().resolve("workspace/lock.holder"), "train");
    training.kill();

    firstVersionIsServedAfterTheStopIn("train");
  }

  @Test
  @Order(2)
  void aRefusingGateLeavesTheVersionServed() {
    Ended refused = onAnotherHost.run("run", "--master", "local[8]");

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
    assertThat(refused.errors()).hasSize(1);
    assertThat(refused.errors().get(0))
        .startsWith("Gate refused: ")
        .contains("wanted +0.900")
        .endsWith(
            " Version 1 stays served."
                + " See workspace/runs/2011-12-10-3/run.json; publish anyway with --accept.");
    assertThat(project.served().version()).isEqualTo(1);
    assertThat(project.record().get("status").textValue()).isEqualTo("refused");
    trained = project.files(SNAPSHOTS + "/models");
    assertThat(trained).isNotEmpty();
  }

  @Test
  @Order(3)
  void diffSaysWhatWouldChangeAndPublishesNothing() {
    Ended asked = onAnotherHost.run("diff", "--accept", "--master", "local[8]");

    assertThat(asked.exitCode()).as(asked.err()).isZero();
    assertThat(asked.out())
        .contains("against version 1: the first 10 places")
        .containsPattern("for_you +[0-9,]+ +0 +0 +0.0 % +0.0 % +1.00 .. 1.00 ")
        .contains("changes    passed 8 of 8")
        .contains("  yes  next_basket: share of lists that get lost is 0.000");
    assertThat(project.served().version()).isEqualTo(1);
    JsonNode diff = ShopProject.json(project.lastRun().resolve("diff.json"));
    JsonNode segment = diff.get("segments").get("likely_and_valuable");
    assertThat(segment.get("came").longValue()).isPositive();
    assertThat(segment.get("went").longValue()).isZero();
    assertThat(ShopProject.text(project.lastRun().resolve("diff.html")))
        .contains("against version 1 (as of 2011-12-10)")
        .contains("segment likely_and_valuable: " + segment.get("now").longValue() + ", ");
  }

  @Test
  @Order(4)
  void anInterruptRightBeforeTheSwitchIsOneLineAndLeavesTheVersionServed() throws IOException {
    Path store = project.folder().resolve("serving");
    Ended interrupted;
    try (Pipe pointer = Pipe.at(store.resolve("SERVED.tmp"))) {
      Started publishing = onAnotherHost.start("publish", "--accept", "--master", "local[8]");
      publishing.await(store.resolve("LOCK.holder"), "write pointer");
      assertThat(store.resolve("versions/2/manifest.json")).as("whole, not served").exists();
      publishing.process().destroy(); // SIGTERM; Ctrl-C takes the same way
      interrupted = publishing.end();
      assertThat(pointer.place()).exists();
    }

    assertThat(interrupted.exitCode()).isEqualTo(143);
    assertThat(interrupted.errors())
        .containsExactly(
            "Interrupted. What is served stays served; the same command goes on from here.");
    firstVersionIsServedAfterTheStopIn("publish");
  }

  @Test
  @Order(5)
  void acceptPublishesAllTheSame() {
    made = project.files(SNAPSHOTS);
    project.edit("min_gain: 0.9", "min_gain: 0.8"); // another gate, which refuses as well

    Ended accepted = first.run(project, "publish", "--accept", "--master", "local[2]");

    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    assertThat(accepted.out())
        .contains("accepted all the same (--accept)")
        .contains("against version 1: ");
    for (String list : List.of("for_you", "next_basket", "buy_again", "also_like")) {
      assertThat(project.record().get("metrics").get("churn." + list + "@10").doubleValue())
          .isZero();
    }
    assertThat(project.served().version()).isEqualTo(2);
    assertThat(Exports.of(project).manifest().get("fingerprint").textValue())
        .isEqualTo(project.served().fingerprint());
  }

  @Test
  @Order(6)
  void nothingIsTrainedOrJudgedOrListedAnewForAnotherGate() {
    assertThat(project.files(SNAPSHOTS + "/models")).isEqualTo(trained);
    Map<String, String> now = project.files(SNAPSHOTS);
    assertThat(now).containsAllEntriesOf(made);
    now.keySet().removeAll(made.keySet());
    assertThat(now.keySet()).isNotEmpty().allMatch(file -> file.contains("/segment-"));
  }

  @Test
  @Order(7)
  void coresZoneLocaleAndKillsChangeNoByteOfWhatIsServed() {
    SortedMap<String, PartContent> content = new TreeMap<>(project.content());
    SortedMap<String, PartContent> before = new TreeMap<>(firstContent);

    assertThat(content.remove(CHANGED).entries()).isGreaterThan(before.remove(CHANGED).entries());
    assertThat(content).isEqualTo(before);
  }

  @Test
  @Order(8)
  void listsBothVersions() {
    Ended versions = first.run(project, "versions");

    assertThat(versions.exitCode()).isZero();
    assertThat(versions.out().lines().map(line -> line.substring(0, 40).stripTrailing()))
        .containsExactly(
            "     2  served        as of 2011-12-10,", "     1  kept          as of 2011-12-10,");
  }

  @Test
  @Order(9)
  void rollsBackInAMoment() {
    Ended rolledBack = first.run(project, "rollback");

    assertThat(rolledBack.exitCode()).isZero();
    assertThat(rolledBack.out()).isEqualTo("Version 1 is served again (as of 2011-12-10).\n");
    assertThat(project.served().version()).isEqualTo(1);
    assertThat(first.run(project, "versions").out())
        .contains("     2  rolled back   ")
        .contains("     1  served   ");
  }

  @Test
  @Order(10)
  void cannotRollBackFurtherThanTheFirst() {
    Ended refused = first.run(project, "rollback");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.errors())
        .singleElement()
        .asString()
        .startsWith("There is no version before 1 to roll back to; ");
  }

  @Test
  @Order(11)
  void whatWasRolledBackIsRefusedBeforeAnythingIsRun() {
    Ended refused = first.run(project, "run", "--accept");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.errors())
        .containsExactly(
            "Nothing was run: this result was published as version 2 and rolled back. Change its"
                + " inputs or configuration, or say rollback --to 2");
  }

  @Test
  @Order(12)
  void anOlderMomentIsRefusedBeforeAnythingIsRun() {
    int runs = project.workspace().runs().size();

    Ended refused = first.run(project, "publish", "--as-of", "2011-12-09");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.errors())
        .containsExactly(
            "Nothing was run: the as-of 2011-12-09 is before 2011-12-10, which version 1 serves."
                + " Say --allow-older to publish it all the same");
    assertThat(project.workspace().runs()).hasSize(runs);
  }

  @Test
  @Order(13)
  void rollsForwardToAVersionThatWasRolledBack() {
    Ended forward = first.run(project, "rollback", "--to", "2", "--json");

    assertThat(forward.exitCode()).as(forward.err()).isZero();
    JsonNode answer = ShopProject.json(forward.out());
    assertThat(answer.get("version").longValue()).isEqualTo(2);
    assertThat(answer.get("fingerprint").textValue()).isEqualTo(project.served().fingerprint());
    assertThat(first.run(project, "run", "--accept").out())
        .startsWith("Nothing to do: version 2 already holds this result");
  }

  /** Egypt writes other digits. */
  private CommandLineProcess anotherHost() {
    return project
        .commandLine()
        .with("-Duser.timezone=America/St_Johns", "-Duser.language=ar", "-Duser.country=EG");
  }

  private void firstVersionIsServedAfterTheStopIn(String step) {
    try (ServingReader reader = project.reader()) {
      assertThat(reader.version()).as("stopped in " + step).isEqualTo(1);
      assertThat(reader.popular()).isNotEmpty();
    }
    assertThat(first.run(project, "status").out())
        .contains("Running   nothing\n")
        .contains(": interrupted; the next run goes on (");
  }

  /** Else the lists of the first version would be published again, whoever makes them. */
  private void forgetSnapshots() {
    try {
      Files.move(project.folder().resolve(SNAPSHOTS), project.folder().resolve("forgotten"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
