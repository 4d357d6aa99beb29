package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.run.LocalFiles;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One whole run on a slice of the example's data: what it read, judged, recorded and said. */
@ExtendWith(FirstRun.Shared.class)
class PipelineTest {

  /** Sums of floats differ in the last digits between CPUs; a change of a model moves more. */
  private static final double SLACK = 0.002;

  private final FirstRun first;
  private final ShopProject project;
  private final Ended ended;

  PipelineTest(FirstRun first) {
    this.first = first;
    this.project = first.project();
    this.ended = first.ended();
  }

  @Test
  void startsNoProcessForAFile() {
    assertThat(first.commandLines().run(WarmRunner.LOCAL_FILES).out())
        .isEqualTo(LocalFiles.class.getName());
  }

  /** Of the eight partitions that the affinities are grouped into otherwise, each has rows. */
  @Test
  void takesTheNumberOfPartitionsAsGiven() {
    assertThat(project.files("workspace/snapshots/history").keySet())
        .filteredOn(file -> file.contains("/affinities/") && file.endsWith(".parquet"))
        .singleElement();
  }

  @Test
  void countsEveryRowOfTheFiles() {
    int letters = linesOf("letters.csv") - 1;
    int looks = 4;
    int goods = 2;

    assertThat(SliceOfOnlineRetail.rows(project)).hasSize(28_787);
    assertThat(figures("events."))
        .isEqualTo(
            Map.of(
                "events.read", 28_787.0 + looks + goods + letters,
                "events.accepted", 28_322.0 + looks - 1 + goods + letters,
                "events.rejected", 465.0 + 1));
    assertThat(ended.out())
        .contains("  validate   28,787 rows read: ")
        .contains("interactions 4 rows read: 3 accepted, 1 rejected")
        .contains("items 2 rows read: 2 accepted, 0 rejected")
        .contains("customers %d rows read: %1$d accepted, 0 rejected".formatted(letters));
  }

  @Test
  void countsTheReasonsForWhichRowsAreRejected() {
    Map<String, Long> expected = reasonsByOtherMeans();

    Map<String, Long> recorded = new TreeMap<>();
    JsonNode transactions = project.record().get("sources").get(0);
    assertThat(transactions.get("source").textValue()).isEqualTo("transactions");
    for (JsonNode reason : transactions.get("rejected")) {
      assertThat(reason.get("broken").booleanValue()).isFalse();
      recorded.put(reason.get("name").textValue(), reason.get("rows").longValue());
    }
    assertThat(recorded).isEqualTo(expected);
    assertThat(expected.keySet())
        .contains("duplicate", "no_price", "not_a_product", "stock_correction");
    assertThat(expected.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(465);
    String words = ended.out().replaceAll("\\s+", " ");
    expected.forEach(
        (reason, rows) ->
            assertThat(words).contains(String.format(Locale.ROOT, "%,d %s", rows, reason)));
  }

  @Test
  void tellsHowManyStatementsBearNoDate() {
    JsonNode timeless = project.record().get("timeless");

    assertThat(timeless.get("items").intValue()).isEqualTo(2);
    assertThat(timeless.get("customers").intValue()).isZero();
    assertThat(ended.out()).contains("2 statements of items without a date");
  }

  @Test
  void judgesModelsAsItDidWhenTheseFiguresWereFoundPlausible() {
    SoftAssertions figures = new SoftAssertions();
    Map.ofEntries(
            Map.entry("eval.first.als.ndcg@10", 0.0631),
            Map.entry("eval.first.for_you.ndcg@10", 0.0779),
            Map.entry("eval.first.for_you.coverage@10", 0.0648),
            Map.entry("eval.first.popularity.ndcg@10", 0.0431),
            Map.entry("eval.new.first.for_you.ndcg@10", 0.0803),
            Map.entry("eval.all.next_basket.ndcg@10", 0.3492),
            Map.entry("eval.all.buy_again.ndcg@10", 0.3569),
            Map.entry("eval.all.own-history.ndcg@10", 0.3539),
            Map.entry("propensity.buys_30d.boosted-trees.auc", 0.7250),
            Map.entry("propensity.buys_30d.boosted-trees.ece", 0.0581),
            Map.entry("propensity.buys_30d.logistic-regression.auc", 0.7307))
        .forEach(
            (name, value) ->
                figures.assertThat(project.metric(name)).as(name).isCloseTo(value, within(SLACK)));
    figures.assertAll();
  }

  @Test
  void recordsWhatMachinesAskFor() {
    JsonNode record = project.record();

    assertThat(record.get("status").textValue()).isEqualTo("done");
    assertThat(record.get("as_of").textValue()).isEqualTo("2011-12-10T00:00:00Z");
    assertThat(record.get("published").intValue()).isEqualTo(1);
    assertThat(record.get("fingerprint").textValue()).isEqualTo(project.served().fingerprint());
    assertThat(record.get("versions").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("alsolike", "java", "spark", "tribuo");
    List<String> steps = new ArrayList<>();
    record
        .get("steps")
        .forEach(
            step -> steps.add(step.get("name").textValue() + " " + step.get("status").textValue()));
    assertThat(steps)
        .containsExactlyInAnyOrder(
            "validate done",
            "features done",
            "train done",
            "propensity done",
            "evaluate done",
            "gate done",
            "score done",
            "publish done",
            "export done");
    for (String list : List.of("blend", "als", "own-history", "popularity", "for_you")) {
      for (String figure : List.of("ndcg@10", "recall@10", "map@10", "hit_rate@10")) {
        assertThat(project.metric("eval.first.%s.%s".formatted(list, figure))).isBetween(0.0, 1.0);
      }
    }
    for (String trainer : List.of("boosted-trees", "logistic-regression")) {
      for (String figure : List.of("auc", "log_loss", "brier", "ece", "lift@10pct")) {
        assertThat(project.metric("propensity.buys_30d.%s.%s".formatted(trainer, figure)))
            .isPositive();
      }
    }
    assertThat(project.metric("propensity.buys_30d.recency.auc")).isBetween(0.55, 0.75);
    assertThat(record.get("memory.measured").textValue())
        .isEqualTo("resident size of the process tree");
    assertThat(project.metric("seconds.total")).isPositive();
    assertThat(project.metric("memory.peak_mb")).isBetween(100.0, 8192.0);
  }

  @Test
  void recordsEachModelWithItsPurposeAndTheMomentUpToWhichItLearned() {
    Map<String, Set<String>> cutOffs = new TreeMap<>();
    Map<String, Set<String>> names = new TreeMap<>();
    Set<String> fingerprints = new TreeSet<>();
    JsonNode trainings = project.record().get("trainings");
    for (JsonNode training : trainings) {
      String purpose = training.get("purpose").textValue();
      cutOffs
          .computeIfAbsent(purpose, any -> new TreeSet<>())
          .add(training.get("cut_off").textValue());
      names.computeIfAbsent(purpose, any -> new TreeSet<>()).add(training.get("name").textValue());
      fingerprints.add(training.get("fingerprint").textValue());
    }

    assertThat(cutOffs)
        .isEqualTo(
            Map.of(
                "judged", Set.of("2011-11-09T00:00:00Z"),
                "served", Set.of("2011-12-10T00:00:00Z")));
    assertThat(names.get("judged"))
        .contains("als", "blend", "own-history", "popularity")
        .contains("buys_30d.boosted-trees", "buys_30d.logistic-regression");
    assertThat(names.get("served"))
        .containsExactly("blend", "buys_30d.boosted-trees", "item-neighbours", "own-history");
    assertThat(fingerprints).as("each of its own").hasSize(trainings.size());
    assertThat(figures("train.judged.blend."))
        .as("not overwritten by the served one")
        .hasSameSizeAs(figures("train.served.blend."))
        .isNotEmpty();
  }

  @Test
  void trainsTheModelOnceThatTwoListsShare() {
    List<String> blends =
        project.files("workspace/snapshots/models").keySet().stream()
            .filter(file -> file.matches("blend-[^/]+/index/tables.txt"))
            .toList();

    assertThat(blends).as("one to be judged, one to be served").hasSize(2);
  }

  @Test
  void tellsAPersonWhatItDid() {
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out().lines())
        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(101))
        .anySatisfy(line -> assertThat(line).startsWith("online-retail, as of 2011-12-10"))
        .anySatisfy(line -> assertThat(line).contains("rows read"))
        .anySatisfy(line -> assertThat(line).matches("Done in .*, .* GB at most\\."));
    assertThat(ended.err().lines())
        .as("progress goes to standard error")
        .containsSubsequence("start Spark ...", "validate ...", "train ...", "publish ...");
    assertThat(ended.out()).doesNotContain(" ...\n");
  }

  @Test
  void hasNothingToDoTheSecondTime(@TempDir Path folder) {
    ShopProject copy = project.copiedTo(folder);

    Ended again = copy.commandLine().run("run");

    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .isEqualTo(
            "Nothing to do: version 1 already holds this result"
                + " (inputs, configuration and as-of unchanged).\n");
    assertThat(again.err()).isEmpty();
    assertThat(copy.workspace().runs()).hasSize(project.workspace().runs().size());
  }

  /**
   * The first rule of the example that each row meets, in plain Java; rows that meet none aside.
   */
  private Map<String, Long> reasonsByOtherMeans() {
    Map<String, Long> reasons = new TreeMap<>();
    Set<List<String>> seen = new HashSet<>();
    for (CSVRecord row : SliceOfOnlineRetail.rows(project)) {
      String order = row.get("InvoiceNo");
      String item = row.get("StockCode").toUpperCase(Locale.ROOT);
      String reason = null;
      if (!seen.add(row.toList())) {
        reason = "duplicate";
      } else if (order.startsWith("A")) {
        reason = "bad_debt";
      } else if (SliceOfOnlineRetail.NO_PRODUCTS.contains(item)) {
        reason = "not_a_product";
      } else if (item.startsWith("GIFT")) {
        reason = "gift_voucher";
      } else if (Integer.parseInt(row.get("Quantity")) < 0 && !order.startsWith("C")) {
        reason = "stock_correction";
      } else if (Double.parseDouble(row.get("UnitPrice")) <= 0) {
        reason = "no_price";
      }
      if (reason != null) {
        reasons.merge(reason, 1L, Long::sum);
      }
    }
    return reasons;
  }

  private int linesOf(String data) {
    return (int) ShopProject.text(project.folder().resolve("data").resolve(data)).lines().count();
  }

  private Map<String, Double> figures(String prefix) {
    Map<String, Double> figures = new TreeMap<>();
    project.record().get("metrics").properties().stream()
        .filter(metric -> metric.getKey().startsWith(prefix))
        .forEach(metric -> figures.put(metric.getKey(), metric.getValue().doubleValue()));
    return figures;
  }
}
