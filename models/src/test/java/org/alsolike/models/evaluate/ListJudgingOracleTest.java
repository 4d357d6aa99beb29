package org.alsolike.models.evaluate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Random shops, judged a second time in the slow and obvious way. */
@SparkTest
class ListJudgingOracleTest {

  private static final List<Integer> DEPTHS = List.of(1, 5, 10);
  private static final int CUSTOMERS = 60;
  private static final int ITEMS = 25;

  private final Random random = new Random(20111109);
  private final Map<String, Set<String>> before = purchases(0.8);
  private final Map<String, Set<String>> window = purchases(0.7);
  private final Map<String, List<String>> lists = lists();

  @Test
  void agreesWithCountingByHandOnRandomShops(SparkSession spark) {
    Shop shop = new Shop(spark);
    var recommendations =
        shop.lists(
            lists.entrySet().stream()
                .map(
                    list ->
                        "('%s', '%s')".formatted(list.getKey(), String.join(" ", list.getValue())))
                .collect(joining(", ")));
    var contenders =
        JudgedLists.of(
            List.of(
                JudgedList.raw("random", Task.FIRST, recommendations),
                JudgedList.raw("random", Task.ALL, recommendations)));

    History history = shop.history(pairs(before, ", true"));

    List<Row> judged =
        new ListJudging(DEPTHS, new Bootstrap(100, 1), new Slicing(3, List.of()))
            .perCustomer(
                history, SoldItems.before(history), shop.window(pairs(window, "")), contenders)
            .rows()
            .collectAsList();

    assertThat(judged).hasSize((expected(Task.ALL) + expected(Task.FIRST)) * DEPTHS.size());
    assertThat(judged).allSatisfy(this::agrees);
  }

  private void agrees(Row row) {
    String customer = row.getAs("customer_id");
    Set<String> relevant =
        relevant(
            Task.valueOf(row.<String>getAs("task").toUpperCase(java.util.Locale.ROOT)), customer);
    int k = Math.toIntExact(row.<Long>getAs("k"));
    List<String> all = lists.getOrDefault(customer, List.of());
    List<String> list = all.subList(0, Math.min(k, all.size()));

    double gain = 0;
    double precisions = 0;
    int hits = 0;
    for (int i = 0; i < list.size(); i++) {
      if (relevant.contains(list.get(i))) {
        hits++;
        gain += Math.log(2) / Math.log(i + 2);
        precisions += (double) hits / (i + 1);
      }
    }
    int most = Math.min(k, relevant.size());
    double ideal = IntStream.range(0, most).mapToDouble(i -> Math.log(2) / Math.log(i + 2)).sum();

    assertThat(row.<Long>getAs("relevant")).isEqualTo(relevant.size());
    assertThat(row.<Long>getAs("listed")).isEqualTo(list.size());
    assertThat(row.<Boolean>getAs("new_customer")).isEqualTo(!before.containsKey(customer));
    assertThat(row.<Long>getAs("bought_before"))
        .isEqualTo(before.getOrDefault(customer, Set.of()).size());
    for (int stratum = 0; stratum < 2; stratum++) {
      String name = List.of("head", "middle").get(stratum);
      Set<String> items = stratum(stratum);
      assertThat(row.<Long>getAs("relevant_" + name))
          .isEqualTo(relevant.stream().filter(items::contains).count());
      assertThat(row.<Long>getAs("hits_" + name))
          .isEqualTo(list.stream().filter(relevant::contains).filter(items::contains).count());
    }
    assertThat(row.<Long>getAs("hits")).isEqualTo(hits);
    assertThat(row.<Double>getAs("recall")).isEqualTo((double) hits / relevant.size());
    assertThat(row.<Double>getAs("ndcg")).isCloseTo(gain / ideal, within(1e-12));
    assertThat(row.<Double>getAs("average_precision")).isCloseTo(precisions / most, within(1e-12));
    assertThat(row.<Double>getAs("hit")).isEqualTo(hits > 0 ? 1 : 0);
  }

  /**
   * Items by falling number of buyers, cut where a third and two thirds of all pairs are reached.
   */
  private Set<String> stratum(int third) {
    Map<String, Long> buyers =
        before.values().stream().flatMap(Set::stream).collect(groupingBy(item -> item, counting()));
    long pairs = before.values().stream().mapToLong(Set::size).sum();
    Set<String> items = new HashSet<>();
    long above = 0;
    for (String item :
        buyers.keySet().stream()
            .sorted(Comparator.<String, Long>comparing(i -> -buyers.get(i)).thenComparing(i -> i))
            .toList()) {
      if (above * 3 >= third * pairs && above * 3 < (third + 1) * pairs) {
        items.add(item);
      }
      above += buyers.get(item);
    }
    return items;
  }

  private int expected(Task task) {
    return (int) window.keySet().stream().filter(c -> !relevant(task, c).isEmpty()).count();
  }

  private Set<String> relevant(Task task, String customer) {
    Set<String> bought = new HashSet<>(window.get(customer));
    return switch (task) {
      case ALL -> bought;
      case FIRST -> {
        bought.removeAll(before.getOrDefault(customer, Set.of()));
        yield bought;
      }
    };
  }

  private Map<String, Set<String>> purchases(double share) {
    Map<String, Set<String>> bought = new HashMap<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      for (int n = random.nextDouble() < share ? 1 + random.nextInt(12) : 0; n > 0; n--) {
        bought
            .computeIfAbsent("c" + customer, c -> new HashSet<>())
            .add("i" + random.nextInt(ITEMS));
      }
    }
    return bought;
  }

  private Map<String, List<String>> lists() {
    Map<String, List<String>> made = new HashMap<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      List<String> items =
          new ArrayList<>(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList());
      Collections.shuffle(items, random);
      if (random.nextDouble() < 0.8) {
        made.put("c" + customer, items.subList(0, 1 + random.nextInt(12)));
      }
    }
    return made;
  }

  private static String pairs(Map<String, Set<String>> bought, String more) {
    return bought.entrySet().stream()
        .flatMap(
            c -> c.getValue().stream().map(i -> "('%s', '%s'%s)".formatted(c.getKey(), i, more)))
        .collect(joining(", "));
  }
}
