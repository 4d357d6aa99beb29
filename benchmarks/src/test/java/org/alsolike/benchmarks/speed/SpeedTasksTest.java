package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.TopK;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What the contenders learn is worth something, so what is timed is the work. */
@SparkTest
class SpeedTasksTest {

  private static final SyntheticShop SHOP = ShopGenerator.generate(Size.XS, 42);
  private static final double POPULARITY = popularity();

  @Test
  void alsIsBetterThanPopularity(SparkSession spark) {
    Outcome als = AlsTasks.ours(SHOP, spark);

    assertThat(als.ndcg()).isGreaterThan(1.1 * POPULARITY);
    assertThat(als.note()).isEqualTo("ours, rank 64, 15 iterations");
  }

  @Test
  void linearModelsAreBetterThanPopularity(SparkSession spark) {
    Outcome ease = LinearTasks.ease(SHOP, spark);
    Outcome graphFilter = LinearTasks.graphFilter(SHOP, spark);

    assertThat(ease.ndcg()).isGreaterThan(1.1 * POPULARITY);
    assertThat(ease.note()).endsWith("; 500 items, 9,000 pairs");
    assertThat(graphFilter.ndcg()).isGreaterThan(1.1 * POPULARITY);
    assertThat(graphFilter.note()).isEqualTo("ours, 240 vectors; 500 items, 9,000 pairs");
  }

  /** Of lists of what most hold, without what a customer holds. */
  private static double popularity() {
    int[] holders = SHOP.train().columnLengths();
    int[][] lists = new int[SHOP.customers()][];
    for (int customer = 0; customer < lists.length; customer++) {
      int[] held = SHOP.held(customer);
      TopK best = new TopK(Ndcg.CUT);
      IntStream.range(0, SHOP.items())
          .filter(item -> IntStream.of(held).noneMatch(own -> own == item))
          .forEach(item -> best.offer(item, holders[item]));
      lists[customer] = IntStream.range(0, best.size()).map(best::item).toArray();
    }
    return Ndcg.of(lists, SHOP);
  }
}
