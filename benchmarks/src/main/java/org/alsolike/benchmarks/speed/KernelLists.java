package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.alsolike.models.recommend.kernel.ItemPanels;
import org.alsolike.models.recommend.kernel.Selection;
import org.alsolike.models.recommend.kernel.TopKKernel;
import org.alsolike.models.recommend.kernel.TopKSearch;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lists by our kernel in Spark's partitions, over broadcast panels: what customers hold is masked.
 *
 * @param k how long the lists are
 */
record KernelLists(Broadcast<ItemPanels> items, int k) implements MapPartitionsFunction<Row, Row> {

  private static final int BATCH = 96;
  static final StructType SCHEMA =
      new StructType()
          .add(FactorRows.ID, DataTypes.IntegerType, false)
          .add("items", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("scores", DataTypes.createArrayType(DataTypes.FloatType, false), false);

  /**
   * @param customers as {@link FactorRows#ofCustomers} gives them
   */
  static Dataset<Row> of(Dataset<Row> customers, float[][] items, int k) {
    var context = JavaSparkContext.fromSparkContext(customers.sparkSession().sparkContext());
    var panels = context.broadcast(ItemPanels.of(items, SyntheticShop.RANK));
    return customers.mapPartitions(new KernelLists(panels, k), Encoders.row(SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> customers) {
    return new Batches(items.value(), k, customers);
  }

  private static final class Batches implements Iterator<Row> {

    private final int rank;
    private final Iterator<Row> customers;
    private final TopKSearch search;
    private final int[] ids = new int[BATCH];
    private final int[][] held = new int[BATCH][];
    private final float[] vectors;
    private final Selection[] best;
    private int size;
    private int next;

    Batches(ItemPanels items, int k, Iterator<Row> customers) {
      this.customers = customers;
      rank = items.rank();
      search = new TopKSearch(TopKKernel.fastest(), items, new BitSet());
      vectors = new float[BATCH * rank];
      best = Stream.generate(() -> new Selection(k)).limit(BATCH).toArray(Selection[]::new);
    }

    @Override
    public boolean hasNext() {
      return next < size || customers.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == size) {
        read();
        search.topK(vectors, size, held, best);
      }
      Selection list = best[next];
      int[] items = new int[list.size()];
      float[] scores = new float[list.size()];
      Arrays.setAll(items, list::item);
      for (int at = 0; at < scores.length; at++) {
        scores[at] = list.score(at);
      }
      return RowFactory.create(ids[next++], items, scores);
    }

    private void read() {
      next = 0;
      size = 0;
      while (size < BATCH && customers.hasNext()) {
        Row row = customers.next();
        ids[size] = row.getInt(0);
        var features = row.<Float>getSeq(1);
        for (int factor = 0; factor < rank; factor++) {
          vectors[size * rank + factor] = features.apply(factor);
        }
        var own = row.<Integer>getSeq(2);
        held[size] = new int[own.size()];
        for (int at = 0; at < held[size].length; at++) {
          held[size][at] = own.apply(at);
        }
        size++;
      }
    }
  }
}
