package org.alsolike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListMetricsTest {

  @Test
  void givesWhatAPersonWouldWorkOut() {
    var lists = Map.of("ann", List.of("x", "tea", "y", "rye"), "bob", List.of("tea", "x"));
    var relevant =
        Map.of("ann", Set.of("tea", "rye", "jam"), "bob", Set.of("tea"), "eve", Set.of("tea"));

    var metrics = ListMetrics.of(lists, relevant, List.of(2, 4));

    // At 2: ann finds tea at rank 2, bob at rank 1; eve has no list and counts as zero.
    assertThat(metrics.get("recall@2")).isCloseTo((1 / 3.0 + 1 + 0) / 3, within(1e-12));
    assertThat(metrics.get("ndcg@2"))
        .isCloseTo(((1 / log2(3)) / (1 + 1 / log2(3)) + 1 + 0) / 3, within(1e-12));
    assertThat(metrics.get("hit_rate@2")).isCloseTo(2 / 3.0, within(1e-12));
    // At 4 ann finds rye too; three are relevant, so the ideal list holds three.
    assertThat(metrics.get("recall@4")).isCloseTo((2 / 3.0 + 1 + 0) / 3, within(1e-12));
    assertThat(metrics.get("ndcg@4"))
        .isCloseTo(
            ((1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / log2(4)) + 1) / 3, within(1e-12));
  }

  @Test
  void cutsTheIdealListAtKAndTheRecallNot() {
    var metrics =
        ListMetrics.of(
            Map.of("ann", List.of("a", "b")),
            Map.of("ann", Set.of("a", "b", "c", "d")),
            List.of(2));

    assertThat(metrics.get("ndcg@2")).isEqualTo(1);
    assertThat(metrics.get("recall@2")).isEqualTo(0.5);
  }

  @Test
  void agreesWithAnotherFormOfTheFormulasOnRandomLists() {
    Random random = new Random(5);
    Map<String, List<String>> lists = new HashMap<>();
    Map<String, Set<String>> relevant = new HashMap<>();
    for (int customer = 0; customer < 40; customer++) {
      List<String> items = new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> "i" + i).toList());
      Collections.shuffle(items, random);
      lists.put("c" + customer, items.subList(0, random.nextInt(15)));
      Collections.shuffle(items, random);
      relevant.put("c" + customer, new HashSet<>(items.subList(0, 1 + random.nextInt(12))));
    }
    var metrics = ListMetrics.of(lists, relevant, List.of(10));

    double recall = 0;
    double ndcg = 0;
    for (String customer : relevant.keySet()) {
      List<String> list = lists.get(customer);
      int[] gains =
          IntStream.range(0, Math.min(10, list.size()))
              .map(r -> relevant.get(customer).contains(list.get(r)) ? 1 : 0)
              .toArray();
      int ideal = Math.min(10, relevant.get(customer).size());
      recall += IntStream.of(gains).sum() / (double) relevant.get(customer).size();
      ndcg +=
          IntStream.range(0, gains.length).mapToDouble(r -> gains[r] / log2(r + 2)).sum()
              / IntStream.range(0, ideal).mapToDouble(r -> 1 / log2(r + 2)).sum();
    }
    assertThat(metrics.get("recall@10")).isCloseTo(recall / 40, within(1e-12));
    assertThat(metrics.get("ndcg@10")).isCloseTo(ndcg / 40, within(1e-12));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
