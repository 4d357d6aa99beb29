package org.alsolike.jobs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.values.ListedItem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.parquet.example.data.Group;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One whole run on a slice of the example's data, from the CSV file to what is served. */
@ExtendWith(FirstRun.Shared.class)
class PipelineTest {

  /** Sums of floats differ in the last digits between CPUs; a change of a model moves more. */
  private static final double SLACK = 0.002;

  private static final Set<String> NO_PRODUCTS =
      Set.of(
          "POST",
          "DOT",
          "C2",
          "23444",
          "23574",
          "M",
          "D",
          "S",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "B",
          "PADS");

  private final ShopProject project;
  private final Ended ended;

  PipelineTest(FirstRun first) {
    this.project = first.project();
    this.ended = first.ended();
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
  void listsItemsForACustomerWhoOnlyLooked() {
    try (ServingReader reader = project.reader()) {
      var list = reader.forCustomer("for_you", SliceOfOnlineRetail.LOOKER);

      assertThat(list.source()).isEqualTo(Source.OWN);
      assertThat(list.items())
          .anySatisfy(place -> assertThat(place.tier()).doesNotStartWith("popular"));
      assertThat(reader.customer("crawler")).isEmpty();
      assertThat(reader.item("22423").orElseThrow().category()).contains("Tea");
      assertThat(reader.scores(SliceOfOnlineRetail.LOOKER)).as("never ordered").isEmpty();
    }
  }

  @Test
  void judgesModelsAsItDidWhenTheseFiguresWereFoundPlausible() {
    SoftAssertions figures = new SoftAssertions();
    Map.ofEntries(
            Map.entry("eval.first.als.ndcg@10", 0.0631),
            Map.entry("eval.first.for_you.ndcg@10", 0.0866),
            Map.entry("eval.first.for_you.coverage@10", 0.1699),
            Map.entry("eval.first.popularity.ndcg@10", 0.0431),
            Map.entry("eval.new.first.for_you.ndcg@10", 0.0803),
            Map.entry("eval.all.next_basket.ndcg@10", 0.3572),
            Map.entry("eval.all.buy_again.ndcg@10", 0.3392),
            Map.entry("eval.all.own-history.ndcg@10", 0.3384),
            Map.entry("propensity.buys_30d.boosted-trees.auc", 0.7193),
            Map.entry("propensity.buys_30d.boosted-trees.ece", 0.0543),
            Map.entry("propensity.buys_30d.logistic-regression.auc", 0.7307))
        .forEach(
            (name, value) ->
                figures.assertThat(metric(name)).as(name).isCloseTo(value, within(SLACK)));
    figures.assertAll();
  }

  @Test
  void publishesAListForEveryCustomer() {
    Set<String> lists = Exports.of(project).lists("for_you", "customer_id").keySet();

    // Five more than bought something only ever sent something back, and one only looked.
    assertThat(lists).hasSize(365).containsAll(bought().keySet());
    assertThat(bought()).hasSize(359);
    assertThat(metric("published.customers")).isEqualTo(365);
    assertThat(metric("published.items"))
        .isEqualTo(2_905)
        .isEqualTo(Exports.of(project).lists("also_like", "item_id").size());
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
        assertThat(metric("eval.first.%s.%s".formatted(list, figure))).isBetween(0.0, 1.0);
      }
    }
    for (String trainer : List.of("boosted-trees", "logistic-regression")) {
      for (String figure : List.of("auc", "log_loss", "brier", "ece", "lift@10pct")) {
        assertThat(metric("propensity.buys_30d.%s.%s".formatted(trainer, figure))).isPositive();
      }
    }
    assertThat(metric("propensity.buys_30d.recency.auc")).isBetween(0.55, 0.75);
    assertThat(record.get("memory.measured").textValue())
        .isEqualTo("resident size of the process tree");
    assertThat(metric("seconds.total")).isPositive();
    assertThat(metric("memory.peak_mb")).isBetween(100.0, 8192.0);
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
  void servesWhatItExports() {
    Exports exports = Exports.of(project);
    try (ServingReader reader = project.reader()) {
      assertThat(reader.version()).isEqualTo(1);
      exports
          .lists("for_you", "customer_id")
          .forEach(
              (customer, items) -> {
                var served = reader.forCustomer("for_you", customer);
                assertThat(served.source()).isEqualTo(Source.OWN);
                assertThat(ids(served.items())).isEqualTo(items);
              });
      exports
          .lists("also_like", "item_id")
          .forEach((item, similar) -> assertThat(ids(reader.alsoLike(item))).isEqualTo(similar));
      exports
          .lines("buys_30d.jsonl")
          .forEach(
              score -> {
                var served = reader.scores(score.get("customer_id").textValue()).get("buys_30d");
                assertThat(served.percentile()).isEqualTo(score.get("percentile").intValue());
                assertThat(served.probability().doubleValue())
                    .isCloseTo(score.get("probability").doubleValue(), within(0.000001));
              });
    }
  }

  @Test
  void neverProposesWhatTheCustomerBoughtBefore() {
    Map<String, Set<String>> bought = bought();

    Exports.of(project)
        .lists("for_you", "customer_id")
        .forEach(
            (customer, items) ->
                assertThat(items)
                    .as(customer)
                    .hasSize(20)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(bought.getOrDefault(customer, Set.of("none"))));
    Exports.of(project)
        .lists("buy_again", "customer_id")
        .forEach(
            (customer, items) -> assertThat(bought.get(customer)).as(customer).containsAll(items));
  }

  @Test
  void fillsTheNextBasketOfEveryCustomerWithNewItemsAndOldOnes() {
    Map<String, Set<String>> bought = bought();
    Map<String, List<String>> baskets = Exports.of(project).lists("next_basket", "customer_id");

    assertThat(baskets.keySet())
        .isEqualTo(Exports.of(project).lists("for_you", "customer_id").keySet());
    assertThat(baskets.values())
        .allSatisfy(items -> assertThat(items).hasSize(20).doesNotHaveDuplicates());
    assertThat(baskets)
        .anySatisfy(
            (customer, items) ->
                assertThat(items)
                    .containsAnyElementsOf(bought.getOrDefault(customer, Set.of("none")))
                    .anySatisfy(item -> assertThat(bought.get(customer)).doesNotContain(item)));
    try (ServingReader reader = project.reader()) {
      baskets.forEach(
          (customer, items) ->
              assertThat(ids(reader.forCustomer("next_basket", customer).items()))
                  .isEqualTo(items));
    }
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
  void neverNamesAnItemInItsOwnList() {
    Exports.of(project)
        .lists("also_like", "item_id")
        .forEach(
            (item, similar) ->
                assertThat(similar)
                    .as(item)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .doesNotContain(item));
  }

  @Test
  void exportsAFilePerSegmentWithThoseWhomTheStoreCallsMembers() throws IOException {
    Path file = Exports.of(project).folder().resolve("segments/likely_and_valuable.csv");
    List<String> lines = Files.readAllLines(file);
    JsonNode summary = project.record().get("segment.likely_and_valuable");

    assertThat(lines.get(0)).startsWith("customer_id,probability,percentile,");
    assertThat(summary.get("members").intValue()).isPositive().isEqualTo(lines.size() - 1);
    try (ServingReader reader = project.reader()) {
      for (String line : lines.subList(1, lines.size())) {
        String customer = line.substring(0, line.indexOf(','));
        assertThat(reader.segments(customer)).containsKey("likely_and_valuable");
      }
    }
  }

  @Test
  void lettersGoOnlyToMembersWhoAgreedAndAreNotHeldOut() {
    Map<String, Long> excluded = new TreeMap<>();
    for (CSVRecord member : segment()) {
      var mayBe = SliceOfOnlineRetail.mayBeWrittenTo(member.get("customer_id"));
      boolean heldOut = Boolean.parseBoolean(member.get("holdout"));
      assertThat(member.get("contactable"))
          .as(member.toString())
          .isEqualTo(String.valueOf(mayBe.orElse(false) && !heldOut));
      String reason = mayBe.isEmpty() ? "unknown_consent" : mayBe.get() ? "holdout" : "no_consent";
      if (!reason.equals("holdout") || heldOut) {
        excluded.merge(reason, 1L, Long::sum);
      }
    }

    JsonNode noted = project.record().get("segment.likely_and_valuable").get("excluded");
    Map<String, Long> recorded = new TreeMap<>();
    noted.properties().forEach(e -> recorded.put(e.getKey(), e.getValue().longValue()));
    recorded.values().removeIf(members -> members == 0);
    assertThat(recorded).isEqualTo(excluded).containsKeys("no_consent", "unknown_consent");
  }

  @Test
  void exportsTheSameAsParquet() {
    Exports exports = Exports.of(project);
    Map.of("for_you", "customer_id", "buy_again", "customer_id", "also_like", "item_id")
        .forEach(
            (list, id) -> {
              String listed = list.equals("also_like") ? "similar_item_id" : "item_id";
              Map<String, List<String>> places = new TreeMap<>();
              for (Group row : exports.rows(list + ".parquet")) {
                List<String> before =
                    places.computeIfAbsent(row.getString(id, 0), any -> new ArrayList<>());
                assertThat(row.getLong("rank", 0)).isEqualTo(before.size() + 1);
                before.add(
                    "%s %s %s"
                        .formatted(
                            row.getString(listed, 0),
                            row.getDouble("score", 0),
                            row.getString("tier", 0)));
              }
              assertThat(places).as(list).isEqualTo(exports.places(list, id));
            });
    Map<String, String> scores = new TreeMap<>();
    for (Group row : exports.rows("buys_30d.parquet")) {
      scores.put(
          row.getString("customer_id", 0),
          row.getDouble("probability", 0) + " " + row.getLong("percentile", 0));
    }
    Map<String, String> sameScores = new TreeMap<>();
    for (JsonNode line : exports.lines("buys_30d.jsonl")) {
      sameScores.put(
          line.get("customer_id").textValue(),
          line.get("probability").doubleValue() + " " + line.get("percentile").longValue());
    }
    assertThat(scores).isEqualTo(sameScores).isNotEmpty();
  }

  @Test
  void listsEveryExportedFileWithItsHash() throws Exception {
    Path folder = Exports.of(project).folder();
    Map<String, String> listed = new TreeMap<>();
    Exports.of(project)
        .manifest()
        .get("files")
        .forEach(file -> listed.put(file.get("file").textValue(), file.get("sha256").textValue()));

    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.equals("_SUCCESS") && !name.equals("manifest.json")) {
          found.put(folder.relativize(file).toString(), sha256(file));
        }
      }
    }
    assertThat(listed).isEqualTo(found);
  }

  @Test
  void tellsAPersonWhatItDid() {
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out().lines())
        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(101))
        .anySatisfy(line -> assertThat(line).startsWith("online-retail, as of 2011-12-10"))
        .anySatisfy(line -> assertThat(line).contains("rows read"))
        .anySatisfy(line -> assertThat(line).matches("Done in .*, .* GB at most\\."));
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
      } else if (NO_PRODUCTS.contains(item)) {
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

  private List<CSVRecord> segment() {
    Path file = Exports.of(project).folder().resolve("segments/likely_and_valuable.csv");
    try (var rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      return rows.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int linesOf(String data) {
    return (int) ShopProject.text(project.folder().resolve("data").resolve(data)).lines().count();
  }

  /** What each customer bought, read from the file by other means; cancellations aside. */
  private Map<String, Set<String>> bought() {
    return SliceOfOnlineRetail.rows(project).stream()
        .filter(row -> !row.get("CustomerID").isEmpty() && isPurchase(row))
        .collect(
            groupingBy(
                row -> row.get("CustomerID").replace(".0", ""),
                TreeMap::new,
                mapping(row -> row.get("StockCode").toUpperCase(Locale.ROOT), toSet())));
  }

  private static boolean isPurchase(CSVRecord row) {
    return !row.get("InvoiceNo").startsWith("C")
        && Integer.parseInt(row.get("Quantity")) > 0
        && Double.parseDouble(row.get("UnitPrice")) > 0
        && !NO_PRODUCTS.contains(row.get("StockCode").toUpperCase(Locale.ROOT))
        && !row.get("StockCode").startsWith("gift");
  }

  private double metric(String name) {
    JsonNode value = project.record().get("metrics").get(name);
    assertThat(value).as(name).isNotNull();
    return value.doubleValue();
  }

  private Map<String, Double> figures(String prefix) {
    Map<String, Double> figures = new TreeMap<>();
    project.record().get("metrics").properties().stream()
        .filter(metric -> metric.getKey().startsWith(prefix))
        .forEach(metric -> figures.put(metric.getKey(), metric.getValue().doubleValue()));
    return figures;
  }

  private static List<String> ids(List<ListedItem> items) {
    return items.stream().map(ListedItem::item).toList();
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
