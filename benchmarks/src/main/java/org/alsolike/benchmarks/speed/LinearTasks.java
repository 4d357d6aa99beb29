package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.Locale;
import org.alsolike.models.recommend.Ease;
import org.alsolike.models.recommend.GraphFilter;
import org.alsolike.models.recommend.inprocess.EaseSolver;
import org.alsolike.models.recommend.inprocess.FilterModel;
import org.alsolike.models.recommend.inprocess.GraphFilterSolver;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.apache.spark.sql.SparkSession;

/** The models in closed form, from pairs of numbers that lie in memory to the weights they keep. */
final class LinearTasks {

  /** How many customers the data has that the work is done on before it is measured. */
  private static final int FEW = 1000;

  /** How many items it has: what EASE takes grows with their cube, whatever customers hold. */
  private static final int FEW_ITEMS = 2000;

  private LinearTasks() {}

  static Outcome ease(SyntheticShop shop, SparkSession spark) {
    ease(few(shop));
    Stopwatch watch = Stopwatch.started();
    ease(shop.train());
    return watch.stopped(described("ours, all items solved for", shop));
  }

  private static void ease(SparseMatrix held) {
    Ease defaults = Ease.defaults();
    double lambda = defaults.regularization() * held.entries() / held.columns();
    new EaseSolver(lambda).solve(held, defaults.threads()).nearest(defaults.kept());
  }

  static Outcome graphFilter(SyntheticShop shop, SparkSession spark) {
    graphFilter(few(shop));
    Stopwatch watch = Stopwatch.started();
    FilterModel found = graphFilter(shop.train());
    return watch.stopped(described("ours, %d vectors".formatted(found.rank()), shop));
  }

  private static FilterModel graphFilter(SparseMatrix held) {
    return GraphFilterSolver.defaults().solve(held, GraphFilter.defaults().threads());
  }

  private static String described(String how, SyntheticShop shop) {
    return String.format(
        Locale.ROOT, "%s; %,d items, %,d pairs", how, shop.items(), shop.train().entries());
  }

  private static SparseMatrix few(SyntheticShop shop) {
    SparseMatrix all = shop.train();
    int[] items = new int[FEW_ITEMS];
    Arrays.setAll(items, item -> item);
    int pairs = all.starts()[FEW];
    return new SparseMatrix(
            all.columns(),
            Arrays.copyOf(all.starts(), FEW + 1),
            Arrays.copyOf(all.indices(), pairs),
            Arrays.copyOf(all.values(), pairs))
        .onlyColumns(items);
  }
}
