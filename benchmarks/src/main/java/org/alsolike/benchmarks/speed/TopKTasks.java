package org.alsolike.benchmarks.speed;

import static org.apache.spark.sql.functions.col;

import dev.ludovic.netlib.blas.BLAS;
import java.util.function.UnaryOperator;
import org.alsolike.models.recommend.kernel.ItemPanels;
import org.alsolike.models.recommend.kernel.TopKKernel;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The ten best items for every customer, from factors that lie in memory. */
final class TopKTasks {

  private static final int K = 10;

  /** MLlib's own default. */
  private static final int BLOCK = 4096;

  /** The best of those that were tried on M. */
  private static final int TUNED_BLOCK = 1024;

  private static final int PRODUCT_BATCH = 96;

  private TopKTasks() {}

  static Outcome ours(SyntheticShop shop, SparkSession spark) {
    String note = "ours, masked; " + TopKKernel.fastest().description();
    return measured(
        FactorRows.ofCustomers(shop, spark),
        customers -> KernelLists.of(customers, shop.itemFactors(), K),
        note,
        shop);
  }

  static Outcome mllib(SyntheticShop shop, SparkSession spark) {
    return mllib(shop, FactorRows.of(shop.itemFactors(), spark), BLOCK, "defaults");
  }

  /** Fewer blocks of items: each customer's candidates are merged fewer times. */
  static Outcome mllibTuned(SyntheticShop shop, SparkSession spark) {
    Dataset<Row> items = FactorRows.of(shop.itemFactors(), spark).coalesce(1);
    String how = "tuned: blocks of %d, items in 1 partition".formatted(TUNED_BLOCK);
    return mllib(shop, items, TUNED_BLOCK, how);
  }

  private static Outcome mllib(SyntheticShop shop, Dataset<Row> items, int block, String how) {
    String note =
        "MLlib recommendForAllUsers, unmasked, %s, %s"
            .formatted(how, BLAS.getInstance().getClass().getSimpleName());
    return measured(
        FactorRows.of(shop.customerFactors(), items.sparkSession()),
        customers ->
            new ALSModel("als", SyntheticShop.RANK, customers, items)
                .setUserCol(FactorRows.ID)
                .setItemCol("item")
                .setBlockSize(block)
                .recommendForAllUsers(K)
                .select("id", "recommendations.item", "recommendations.rating"),
        note,
        shop);
  }

  /**
   * Computes the lists once and keeps them, as a caller would who goes on with them. Before that it
   * does so for a few customers, so that the clock does not tell how long Spark's first query
   * takes.
   */
  private static Outcome measured(
      Dataset<Row> customers, UnaryOperator<Dataset<Row>> lists, String note, SyntheticShop shop) {
    kept(lists.apply(customers.where(col(FactorRows.ID).lt(shop.few())))).unpersist();
    Stopwatch watch = Stopwatch.started();
    Dataset<Row> kept = kept(lists.apply(customers));
    return watch.stopped(note).judged(Ndcg.of(kept, shop));
  }

  /** The same products by the same tile, thrown away; in this thread, without Spark. */
  static Outcome bareProduct(SyntheticShop shop, SparkSession spark) {
    ItemPanels items = ItemPanels.of(shop.itemFactors(), SyntheticShop.RANK);
    multiply(items, shop, shop.few());
    Stopwatch watch = Stopwatch.started();
    multiply(items, shop, shop.customers());
    return watch.stopped(
        "bare matrix product by the same tile, scores thrown away; "
            + TopKKernel.fastest().description());
  }

  private static void multiply(ItemPanels items, SyntheticShop shop, int customers) {
    float[] batch = new float[PRODUCT_BATCH * SyntheticShop.RANK];
    for (int first = 0; first < customers; first += PRODUCT_BATCH) {
      int size = Math.min(PRODUCT_BATCH, customers - first);
      for (int customer = 0; customer < size; customer++) {
        System.arraycopy(
            shop.customerFactors()[first + customer],
            0,
            batch,
            customer * SyntheticShop.RANK,
            SyntheticShop.RANK);
      }
      TopKKernel.fastest().multiply(items, batch, size);
    }
  }

  private static Dataset<Row> kept(Dataset<Row> lists) {
    Dataset<Row> kept = lists.persist();
    kept.count();
    return kept;
  }
}
