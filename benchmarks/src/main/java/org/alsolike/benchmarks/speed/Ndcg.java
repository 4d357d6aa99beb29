package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** NDCG@20 with binary gains as docs/evaluation.md defines it, the mean over customers. */
final class Ndcg {

  static final int CUT = 20;

  private Ndcg() {}

  /**
   * @param lists one row per customer: number and item numbers, best first
   */
  static double of(Dataset<Row> lists, SyntheticShop shop) {
    int[][] items = new int[shop.customers()][];
    lists
        .toLocalIterator()
        .forEachRemaining(
            row -> {
              List<Integer> list = row.getList(1);
              items[row.getInt(0)] = list.stream().mapToInt(item -> item).toArray();
            });
    return of(items, shop);
  }

  /**
   * @param lists item numbers of each customer, best first; null where there is no list
   */
  static double of(int[][] lists, SyntheticShop shop) {
    double sum = 0;
    for (int customer = 0; customer < shop.customers(); customer++) {
      if (lists[customer] != null) {
        sum += of(lists[customer], shop.taken(customer));
      }
    }
    return sum / shop.customers();
  }

  private static double of(int[] list, int[] taken) {
    double gain = 0;
    for (int rank = 0; rank < Math.min(CUT, list.length); rank++) {
      int item = list[rank];
      if (Arrays.stream(taken).anyMatch(one -> one == item)) {
        gain += discount(rank);
      }
    }
    double ideal = 0;
    for (int rank = 0; rank < Math.min(CUT, taken.length); rank++) {
      ideal += discount(rank);
    }
    return gain / ideal;
  }

  private static double discount(int rank) {
    return StrictMath.log(2) / StrictMath.log(rank + 2.0);
  }
}
