package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Beside the same formula over lists of days, customer by customer. */
@SparkTest
class RepeatIntervalsTest {

  private static final LocalDate AS_OF = LocalDate.ofInstant(Shop.AS_OF, ZoneOffset.UTC);

  /** How many days before the as-of each customer bought each item, by "customer item". */
  private static Map<String, List<Integer>> randomAges() {
    Random random = new Random(11);
    Map<String, List<Integer>> ages = new TreeMap<>();
    for (int customer = 0; customer < 12; customer++) {
      for (int item = 0; item < 5; item++) {
        List<Integer> days = new ArrayList<>();
        for (int order = random.nextInt(6) - 1; order >= 0; order--) {
          days.add(1 + random.nextInt(300));
        }
        if (!days.isEmpty()) {
          ages.put("c%d i%d".formatted(customer, item), days);
        }
      }
    }
    return ages;
  }

  private static String lines(Map<String, List<Integer>> ages) {
    List<String> lines = new ArrayList<>();
    ages.forEach(
        (pair, days) -> {
          for (int day : days) {
            String[] ids = pair.split(" ");
            lines.add(
                "('o%d', '%s', '%s', '%s', 1)"
                    .formatted(lines.size(), ids[0], ids[1], AS_OF.minusDays(day)));
          }
        });
    return String.join(", ", lines);
  }

  private static Map<String, Double> scores(
      SparkSession spark, Map<String, List<Integer>> ages, double dueShare) {
    var history = Shop.of(spark, lines(ages));
    Map<String, Double> scores = new TreeMap<>();
    new OwnHistory(Duration.ofDays(90), dueShare)
        .train(history)
        .forCustomers(history, Candidates.ALL, 99)
        .rows()
        .collectAsList()
        .forEach(
            row ->
                scores.put(
                    row.getAs("customer_id") + " " + row.getAs("item_id"), row.getAs("score")));
    return scores;
  }

  private static double frequency(List<Integer> ages) {
    return ages.stream().mapToDouble(age -> Math.pow(0.5, age / 90.0)).sum();
  }

  /** Between purchases on different days. */
  private static List<Double> intervals(List<Integer> ages) {
    int[] days = ages.stream().mapToInt(age -> age).distinct().sorted().toArray();
    List<Double> intervals = new ArrayList<>();
    for (int at = 1; at < days.length; at++) {
      intervals.add((double) days[at] - days[at - 1]);
    }
    return intervals;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double shrunk(List<Double> values, double to, double prior) {
    return values.isEmpty()
        ? to
        : (values.size() * median(values) + prior * to) / (values.size() + prior);
  }

  @Test
  void multipliesFrequencyByHowDueTheItemIs(SparkSession spark) {
    Map<String, List<Integer>> ages = randomAges();
    List<Double> all = new ArrayList<>();
    Map<String, List<Double>> ofItems = new TreeMap<>();
    ages.forEach(
        (pair, days) -> {
          all.addAll(intervals(days));
          ofItems
              .computeIfAbsent(pair.split(" ")[1], any -> new ArrayList<>())
              .addAll(intervals(days));
        });

    Map<String, Double> scores = scores(spark, ages, 0.4);

    assertThat(scores).hasSameSizeAs(ages);
    ages.forEach(
        (pair, days) -> {
          double ofItem = shrunk(ofItems.get(pair.split(" ")[1]), median(all), 10);
          double expected = shrunk(intervals(days), ofItem, 3);
          double since = days.stream().mapToInt(age -> age).min().orElseThrow();
          assertThat(scores.get(pair))
              .as(pair)
              .isCloseTo(frequency(days) * (0.6 + 0.4 * since / (since + expected)), within(1e-9));
        });
  }

  @Test
  void goesByFrequencyAloneWhereNothingIsToBeDue(SparkSession spark) {
    Map<String, List<Integer>> ages = randomAges();

    scores(spark, ages, 0)
        .forEach(
            (pair, score) -> assertThat(score).isCloseTo(frequency(ages.get(pair)), within(1e-9)));
  }

  @Test
  void putsWhatIsDueBeforeWhatWasJustBoughtEvenWhereNobodyElseBoughtAgain(SparkSession spark) {
    // tea and jam were bought as often; the next tea is due, the jam was bought yesterday
    Map<String, List<Integer>> ages =
        Map.of("ann tea", Arrays.asList(60, 120), "ann jam", Arrays.asList(1, 240));

    Map<String, Double> scores = scores(spark, ages, 1);

    assertThat(scores.get("ann tea")).isGreaterThan(10 * scores.get("ann jam"));
    // nobody bought twice: half of the frequency
    assertThat(scores(spark, Map.of("bob tea", List.of(90)), 1).get("bob tea"))
        .isCloseTo(0.25, within(1e-9));
  }
}
