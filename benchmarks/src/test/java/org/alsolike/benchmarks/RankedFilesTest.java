package org.alsolike.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole of {@code bench ranking}, from files to lines of JSON. */
@SparkTest
class RankedFilesTest {

  private static final int CUSTOMERS = 12;
  private static final int ITEMS = 10;

  /** In the order of the lines. */
  private static final List<String> KEYS =
      List.of(
          "model",
          "metrics",
          "users",
          "giants",
          "fit_cpu_s",
          "topk_cpu_s",
          "fit_wall_s",
          "topk_wall_s",
          "peak_mb",
          "counts",
          "remarks",
          "hyperparameters");

  @TempDir private Path folder;

  @BeforeAll
  static void keepCheckpoints(SparkSession spark, @TempDir Path folder) {
    spark.sparkContext().setCheckpointDir(folder.toString());
  }

  /** Who took what on which day. */
  private record Taken(String customer, String item, LocalDate on) {}

  /** About a third of all pairs, on 55 days; more of the items with small numbers. */
  private static List<Taken> taken(int seed, LocalDate from) {
    List<Taken> taken = new ArrayList<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      for (int item = 0; item < ITEMS; item++) {
        int draw = Math.floorMod((customer * 31 + item * 17 + seed) * 7919, 97);
        if (draw < 55 - 4 * item) {
          taken.add(new Taken("c" + customer, "i" + item, from.plusDays(draw)));
        }
      }
    }
    return taken;
  }

  private static final List<Taken> TRAIN = taken(3, LocalDate.of(2021, 1, 1));

  /** By the same customers and two whom train does not know, and an item that it does not know. */
  private static List<Taken> test() {
    LocalDate later = LocalDate.of(2021, 4, 1);
    List<Taken> test = taken(50, later);
    test.add(new Taken("stranger", "i0", later));
    test.add(new Taken("other", "i1", later));
    test.add(new Taken("c0", "novelty", later));
    return test;
  }

  @Test
  void giveALineForEveryModelWithAllThatWasMeasured(SparkSession spark) throws IOException {
    List<JsonNode> lines = ranked(spark, csv("train.csv", TRAIN), csv("test.csv", test()));

    assertThat(lines)
        .extracting(line -> line.get("model").textValue())
        .containsExactly(
            "als", "blend", "ease", "graph-filter", "item-neighbours", "own-history", "popularity");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.fieldNames()).toIterable().isEqualTo(KEYS);
              assertThat(line.get("metrics").fieldNames())
                  .toIterable()
                  .containsExactly(
                      "hit_rate@2", "hit_rate@5", "ndcg@2", "ndcg@5", "recall@2", "recall@5");
              assertThat(line.get("metrics")).allMatch(figure -> figure.doubleValue() >= 0);
              assertThat(line.get("fit_cpu_s").doubleValue()).isPositive();
              assertThat(line.get("topk_cpu_s").doubleValue()).isPositive();
              assertThat(line.get("fit_wall_s").doubleValue()).isPositive();
              assertThat(line.get("topk_wall_s").doubleValue()).isPositive();
              assertThat(line.get("peak_mb").intValue()).isPositive();
              assertThat(line.get("hyperparameters").isEmpty()).isFalse();
            });
    LocalDate last = TRAIN.stream().map(Taken::on).max(Comparator.naturalOrder()).orElseThrow();
    figuresByHand(last.minusDays(28))
        .forEach(
            (name, figure) ->
                assertThat(lines.get(6).at("/metrics/" + name).doubleValue())
                    .as(name)
                    .isCloseTo(figure, within(1e-12)));
  }

  @Test
  void countAllThatWasTakenWhereLinesHaveNoTimes(SparkSession spark) throws IOException {
    List<JsonNode> lines =
        ranked(
            spark,
            adjacent("train.txt", TRAIN),
            adjacent("test.txt", test()),
            "--models",
            "popularity,ease");

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.has("metrics")).isTrue());
    figuresByHand(LocalDate.MIN)
        .forEach(
            (name, figure) ->
                assertThat(lines.get(0).at("/metrics/" + name).doubleValue())
                    .as(name)
                    .isCloseTo(figure, within(1e-12)));
  }

  private List<JsonNode> ranked(SparkSession spark, Path train, Path test, String... further)
      throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of("--train", train.toString(), "--test", test.toString(), "--k", "2,5"));
    options.addAll(List.of(further));
    RankingBenchmark benchmark =
        CommandLine.populateCommand(new RankingBenchmark(), options.toArray(String[]::new));
    var bytes = new ByteArrayOutputStream();
    benchmark.measure(benchmark.asked(), spark, new PrintStream(bytes, true, UTF_8));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : bytes.toString(UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private Path csv(String name, List<Taken> taken) throws IOException {
    List<String> lines =
        taken.stream()
            .map(one -> "%s,%s,%s 12:00:00,1".formatted(one.customer(), one.item(), one.on()))
            .toList();
    return Files.write(folder.resolve(name), lines);
  }

  private Path adjacent(String name, List<Taken> taken) throws IOException {
    List<String> lines =
        byCustomer(taken).entrySet().stream()
            .map(one -> one.getKey() + " " + String.join(" ", one.getValue()))
            .toList();
    return Files.write(folder.resolve(name), lines);
  }

  private static Map<String, Set<String>> byCustomer(List<Taken> taken) {
    Map<String, Set<String>> items = new TreeMap<>();
    for (Taken one : taken) {
      items.computeIfAbsent(one.customer(), any -> new TreeSet<>()).add(one.item());
    }
    return items;
  }

  /**
   * Popularity's, for items new to a customer: by the number of customers, in this test each pair
   * once, who took an item since a day. Customers whom train does not know have no list.
   */
  private static Map<String, Double> figuresByHand(LocalDate since) {
    Map<String, Integer> buyers = new TreeMap<>();
    TRAIN.stream()
        .filter(one -> !one.on().isBefore(since))
        .forEach(one -> buyers.merge(one.item(), 1, Integer::sum));
    List<String> popular = new ArrayList<>(buyers.keySet());
    popular.sort(Comparator.comparing(buyers::get).reversed());
    Map<String, Set<String>> held = byCustomer(TRAIN);
    Map<String, Double> figures = new TreeMap<>();
    int customers = 0;
    for (var one : byCustomer(test()).entrySet()) {
      Set<String> own = held.getOrDefault(one.getKey(), Set.of());
      Set<String> wanted = new HashSet<>(one.getValue());
      wanted.removeAll(own);
      if (wanted.isEmpty()) {
        continue;
      }
      customers++;
      List<String> list =
          held.containsKey(one.getKey())
              ? popular.stream().filter(item -> !own.contains(item)).toList()
              : List.of();
      for (int k : new int[] {2, 5}) {
        List<String> top = list.subList(0, Math.min(k, list.size()));
        double hits = top.stream().filter(wanted::contains).count();
        double gain = 0;
        double ideal = 0;
        for (int rank = 1; rank <= k; rank++) {
          double worth = Math.log(2) / Math.log(rank + 1);
          gain += rank <= top.size() && wanted.contains(top.get(rank - 1)) ? worth : 0;
          ideal += rank <= wanted.size() ? worth : 0;
        }
        figures.merge("recall@" + k, hits / wanted.size(), Double::sum);
        figures.merge("ndcg@" + k, gain / ideal, Double::sum);
        figures.merge("hit_rate@" + k, hits > 0 ? 1.0 : 0.0, Double::sum);
      }
    }
    int judged = customers;
    figures.replaceAll((name, sum) -> sum / judged);
    return figures;
  }
}
