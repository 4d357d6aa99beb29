package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.Ease;
import org.alsolike.models.recommend.GraphFilter;
import org.alsolike.models.recommend.inprocess.FilterModel;
import org.alsolike.models.recommend.inprocess.FilterScorer;
import org.alsolike.models.recommend.inprocess.GraphFilterSolver;
import org.alsolike.models.recommend.inprocess.ItemWeights;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.models.recommend.inprocess.TopK;
import org.apache.spark.sql.SparkSession;

/**
 * The models in closed form, by their defaults, from pairs of numbers that lie in memory to the
 * weights they keep. Afterwards, beside the clock, lists of what each customer does not hold are
 * made and judged.
 */
final class LinearTasks {

  /** Among so many items the work is done before it is measured: EASE's grows with their cube. */
  private static final int FEW_ITEMS = 2000;

  private LinearTasks() {}

  static Outcome ease(SyntheticShop shop, SparkSession spark) {
    ease(few(shop));
    Stopwatch watch = Stopwatch.started();
    ItemWeights found = ease(shop.train());
    return judged(watch.stopped(described("ours, all items solved for", shop)), shop, found::score);
  }

  private static ItemWeights ease(SparseMatrix held) {
    Ease defaults = Ease.defaults();
    return defaults.solver(held).solve(held, defaults.threads()).nearest(defaults.kept());
  }

  static Outcome graphFilter(SyntheticShop shop, SparkSession spark) {
    graphFilter(few(shop));
    Stopwatch watch = Stopwatch.started();
    FilterModel found = graphFilter(shop.train());
    Outcome outcome = watch.stopped(described("ours, %d vectors".formatted(found.rank()), shop));
    return judged(outcome, shop, new FilterScorer(found)::score);
  }

  private static FilterModel graphFilter(SparseMatrix held) {
    return GraphFilterSolver.defaults().solve(held, GraphFilter.defaults().threads());
  }

  private static SparseMatrix few(SyntheticShop shop) {
    int items = Math.min(FEW_ITEMS, shop.items());
    return shop.trainOfFew().onlyColumns(IntStream.range(0, items).toArray());
  }

  private static String described(String how, SyntheticShop shop) {
    return String.format(
        Locale.ROOT, "%s; %,d items, %,d pairs", how, shop.items(), shop.train().entries());
  }

  /** Writes a score for each item, from what a customer holds and how strongly. */
  @FunctionalInterface
  private interface Scores {
    void write(int[] held, float[] weights, float[] scores);
  }

  private static Outcome judged(Outcome outcome, SyntheticShop shop, Scores model) {
    int[][] lists =
        IntStream.range(0, shop.customers())
            .parallel()
            .mapToObj(customer -> best(shop.held(customer), shop.items(), model))
            .toArray(int[][]::new);
    return outcome.judged(Ndcg.of(lists, shop));
  }

  private static int[] best(int[] held, int items, Scores model) {
    float[] weights = new float[held.length];
    Arrays.fill(weights, 1);
    float[] scores = new float[items];
    model.write(held, weights, scores);
    for (int item : held) {
      scores[item] = Float.NEGATIVE_INFINITY;
    }
    TopK best = new TopK(Ndcg.CUT);
    for (int item = 0; item < items; item++) {
      best.offer(item, scores[item]);
    }
    return IntStream.range(0, best.size()).map(best::item).toArray();
  }
}
