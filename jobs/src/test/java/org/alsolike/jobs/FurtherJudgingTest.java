package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A shop that serves a version looks at several months, and at other lists. */
@Order(2)
@ExtendWith(FirstRun.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FurtherJudgingTest {

  private static final String FIRST_RUN = "2011-12-10-1";

  private final ShopProject project;
  private final WarmCommandLine commandLine;
  private final JsonNode first;
  private double popularityInOctober;

  FurtherJudgingTest(FirstRun run, @TempDir Path folder) {
    project = run.project().copiedTo(folder.resolve("shop"));
    // One of its own: what it asks takes long, and others wait for the one that made the run.
    commandLine =
        WarmCommandLine.of(project.commandLine().withFewTasks(), folder.resolve("runner"));
    first = project.record();
  }

  @AfterAll
  void stop() {
    commandLine.close();
  }

  @Test
  @Order(1)
  void eachCutOffIsJudgedAsARunOfThatDayWouldBe() {
    Ended ended = commandLine.run("evaluate", "--cut-offs", "2011-11-09,2011-10-09");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out()).contains("31 days each from 2011-10-09, 2011-11-09");
    for (String figure : List.of("first.for_you.ndcg@10", "all.own-history.recall@10")) {
      double november = project.metric("eval.2011-11-09." + figure);
      double october = project.metric("eval.2011-10-09." + figure);
      assertThat(november).isEqualTo(first.get("metrics").get("eval." + figure).doubleValue());
      assertThat(october).isNotEqualTo(november);
      assertThat(project.metric("eval.mean." + figure))
          .isCloseTo((october + november) / 2, within(1e-12));
    }
    long certain =
        Stream.of("2011-10-09", "2011-11-09").filter(this::isForYouAboveOthersForCertain).count();
    assertThat(ended.out())
        .contains(
            "for_you is above each of 3 others for certain on %d of 2 days".formatted(certain));
    popularityInOctober = project.metric("eval.2011-10-09.first.popularity.ndcg@10");
  }

  /** By the figures of the record alone. */
  private boolean isForYouAboveOthersForCertain(String day) {
    double ours = project.metric("eval.%s.first.for_you.ndcg@10".formatted(day));
    boolean certain = true;
    for (String other : List.of("own-history", "popularity", "als")) {
      String name = "difference.%s.first.for_you-%s.ndcg@10".formatted(day, other);
      double theirs = project.metric("eval.%s.first.%s.ndcg@10".formatted(day, other));
      assertThat(project.metric(name))
          .isCloseTo(ours - theirs, within(1e-9))
          .isBetween(project.metric(name + ".low"), project.metric(name + ".high"));
      certain &= project.metric(name + ".low") > 0;
    }
    return certain;
  }

  @Test
  @Order(2)
  void saysByHowMuchARunIsBetterThanAnEarlierOne() {
    project.edit(
        "for_you: { model: " + SliceOfOnlineRetail.SMALL_BLEND,
        "for_you: { model: { kind: popularity }");

    Ended ended = commandLine.run("evaluate", "--accept", "--compare", FIRST_RUN);

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("this run against run " + FIRST_RUN + ", NDCG@10 of ");
    String name = "compare.first.for_you.ndcg@10";
    double before = first.get("metrics").get("eval.first.for_you.ndcg@10").doubleValue();
    assertThat(project.metric(name))
        .isCloseTo(project.metric("eval.first.for_you.ndcg@10") - before, within(1e-9))
        .isBetween(project.metric(name + ".low"), project.metric(name + ".high"))
        .isNegative();
    // The same bootstrap as that against the served version's configuration, which is the same.
    assertThat(project.metric(name + ".low"))
        .isCloseTo(
            project.metric("difference.first.for_you-served_version.ndcg@10.low"), within(1e-9));
    assertThat(project.metric("compare.all.own-history.ndcg@10")).isZero();
  }

  @Test
  @Order(3)
  void tunesOnTheWindowBeforeTheOneThatJudges() {
    project.edit("gates:", "tune: { trials: 2, rungs: 2 }\n\ngates:");

    List<CSVRecord> trials = tuned();

    // Two draws and today's values on a third of the customers; the better one and today's on all.
    assertThat(trials)
        .extracting(trial -> trial.get("trial") + " of " + trial.get("share"))
        .startsWith("0 of 0.333333", "1 of 0.333333", "2 of 0.333333", "0 of 1.000000")
        .hasSize(5);
    assertThat(trials.get(1).get("window")).matches("\\d+d");
    // Today's values were judged on the same window above, as one of the baselines.
    assertThat(Double.parseDouble(trials.get(3).get("ndcg")))
        .isCloseTo(popularityInOctober, within(1e-8));
    assertThat(ShopProject.text(project.lastRun().resolve("tuned.yaml")))
        .startsWith("recommendations:\n  for_you:\n    model:\n      kind: popularity\n")
        .containsPattern("      window: \\d+d\n");
    assertThat(project.served().version()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void aFurtherSearchRepeatsNoTrial() {
    Map<String, String> judged = project.files("workspace/snapshots/tuning");
    List<CSVRecord> before = trials();
    project.edit("trials: 2, rungs: 2", "trials: 3, rungs: 2");

    List<CSVRecord> trials = tuned();

    assertThat(project.files("workspace/snapshots/tuning")).containsAllEntriesOf(judged);
    assertThat(trials).hasSizeGreaterThan(before.size());
    assertThat(trials.subList(0, 3))
        .extracting(trial -> trial.get("ndcg"))
        .isEqualTo(before.subList(0, 3).stream().map(trial -> trial.get("ndcg")).toList());
  }

  /**
   * Customer 15005 holds more than 320 items when the window begins, and 16241 at the as-of too. In
   * the window 100 customers buy, 15005 among them.
   */
  @Test
  @Order(5)
  void trainsOnNoGiantAndJudgesByNoneAndSaysSo() {
    project.edit(
        "\nrecommendations:\n", "\nrecommendations:\n  giants: { items: 320, share: 0% }\n");

    Ended ended = commandLine.run("evaluate", "--accept");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "giants (judged): nothing is learned from 1 customer, who holds more than 320 items")
        .contains("giants (served): nothing is learned from 2 customers, who hold more than");
    assertThat(ended.out()).contains("evaluate   99 customers bought,", " 1 giant is not judged");
    assertThat(project.metric("eval.giants")).isEqualTo(1);
    assertThat(first.get("metrics").get("eval.giants").longValue()).isZero();
    assertThat(project.metric("train.judged.giants")).isEqualTo(1);
    assertThat(project.metric("train.served.giants")).isEqualTo(2);
    assertThat(first.get("metrics").get("train.judged.giants").longValue()).isZero();
    String learned = "train.judged.als.affinities";
    assertThat(first.get("metrics").get(learned).doubleValue() - project.metric(learned))
        .isBetween(321.0, 346.0);
  }

  @Test
  void refusesInOneLineWhatCannotBeJudged() {
    Map.of(
            List.of("--compare", "2011-12-10-9"),
            "--compare: no run is called 2011-12-10-9; the latest is 2011-12-10-",
            List.of("--compare", FIRST_RUN, "--as-of", "2011-12-01"),
            "--compare: run 2011-12-10-1 was judged on 2011-11-09T00:00:00Z",
            List.of("--cut-offs", "2011-11-10"),
            "--cut-offs: the window of 2011-11-10 ends on 2011-12-11, but must end by the as-of")
        .forEach(
            (options, words) -> {
              List<String> arguments = new ArrayList<>(List.of("evaluate"));
              arguments.addAll(options);
              Ended refused = commandLine.run(arguments.toArray(String[]::new));
              assertThat(refused.exitCode()).isEqualTo(2);
              assertThat(refused.errors()).singleElement().asString().contains(words);
            });
  }

  private List<CSVRecord> tuned() {
    Ended ended = commandLine.run("tune");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("popularity of for_you tuned on 2011-10-09 .. 2011-11-09");
    return trials();
  }

  private List<CSVRecord> trials() {
    try {
      return Exports.rows(project.lastRun().resolve("trials.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
