package org.alsolike.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Metrics of lists as docs/evaluation.md defines them, macro means over the customers of the test;
 * who has no list counts as zero. Recall is hits over relevant items, NDCG has binary gains and an
 * ideal list cut at min(k, relevant).
 */
final class ListMetrics {

  private ListMetrics() {}

  /**
   * @param lists by customer, best first
   * @param relevant by customer
   */
  static SortedMap<String, Double> of(
      Map<String, List<String>> lists, Map<String, Set<String>> relevant, List<Integer> cuts) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (int k : cuts) {
      double recall = 0;
      double ndcg = 0;
      double hitRate = 0;
      for (Map.Entry<String, Set<String>> customer : new TreeMap<>(relevant).entrySet()) {
        List<String> list = lists.getOrDefault(customer.getKey(), List.of());
        Set<String> wanted = customer.getValue();
        int hits = 0;
        double gain = 0;
        for (int rank = 0; rank < Math.min(k, list.size()); rank++) {
          if (wanted.contains(list.get(rank))) {
            hits++;
            gain += discount(rank);
          }
        }
        double ideal = 0;
        for (int rank = 0; rank < Math.min(k, wanted.size()); rank++) {
          ideal += discount(rank);
        }
        recall += (double) hits / wanted.size();
        ndcg += gain / ideal;
        hitRate += hits > 0 ? 1 : 0;
      }
      metrics.put("recall@" + k, recall / relevant.size());
      metrics.put("ndcg@" + k, ndcg / relevant.size());
      metrics.put("hit_rate@" + k, hitRate / relevant.size());
    }
    return metrics;
  }

  private static double discount(int rank) {
    return StrictMath.log(2) / StrictMath.log(rank + 2.0);
  }
}
