package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A changed segment behind a gate that refuses, published all the same, and rolled back. */
@ExtendWith(FirstRun.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoVersionsTest {

  private static final String MODELS = "workspace/snapshots/models";

  private ShopProject project;
  private Map<String, String> trainedAtFirst;

  @BeforeAll
  void changeASegmentAndAskTooMuchOfTheGate(FirstRun first, @TempDir Path folder) {
    project = first.project().copiedTo(folder);
    trainedAtFirst = project.files(MODELS);
    project.edit("buys_30d.percentile >= 80", "buys_30d.percentile >= 60");
    project.edit("baseline: own-history", "baseline: own-history, min_gain: 0.9");
  }

  @Test
  @Order(1)
  void aRefusingGateLeavesTheVersionServed() {
    Ended refused = project.commandLine().run("run", "--master", "local[2]");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.errors()).hasSize(1);
    assertThat(refused.errors().get(0))
        .startsWith("Gate refused: ")
        .contains("wanted +0.900")
        .endsWith(
            " Version 1 stays served."
                + " See workspace/runs/2011-12-10-2/run.json; publish anyway with --accept.");
    assertThat(project.served().version()).isEqualTo(1);
    assertThat(project.record().get("status").textValue()).isEqualTo("refused");
  }

  @Test
  @Order(2)
  void aChangedSegmentTrainsNothingAnew() {
    assertThat(trainedAtFirst).isNotEmpty();
    assertThat(project.files(MODELS)).isEqualTo(trainedAtFirst);
  }

  @Test
  @Order(3)
  void acceptPublishesAllTheSame() {
    Ended accepted = project.commandLine().run("run", "--accept", "--master", "local[2]");

    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    assertThat(accepted.out()).contains("accepted all the same (--accept)");
    assertThat(project.served().version()).isEqualTo(2);
    assertThat(project.files(MODELS)).isEqualTo(trainedAtFirst);
  }

  @Test
  @Order(4)
  void listsBothVersions() {
    Ended versions = project.commandLine().run("versions");

    assertThat(versions.exitCode()).isZero();
    assertThat(versions.out().lines().map(line -> line.substring(0, 40).stripTrailing()))
        .containsExactly(
            "     2  served        as of 2011-12-10,", "     1  kept          as of 2011-12-10,");
  }

  @Test
  @Order(5)
  void rollsBackInAMoment() {
    Ended rolledBack = project.commandLine().run("rollback");

    assertThat(rolledBack.exitCode()).isZero();
    assertThat(rolledBack.out()).isEqualTo("Version 1 is served again (as of 2011-12-10).\n");
    assertThat(project.served().version()).isEqualTo(1);
    assertThat(project.commandLine().run("versions").out())
        .contains("     2  rolled back   ")
        .contains("     1  served   ");
  }

  @Test
  @Order(6)
  void cannotRollBackFurtherThanTheFirst() {
    Ended refused = project.commandLine().run("rollback");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.errors())
        .singleElement()
        .asString()
        .startsWith("There is no version before 1 to roll back to; ");
  }
}
