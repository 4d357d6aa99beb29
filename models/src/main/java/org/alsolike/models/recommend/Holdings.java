package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.tables.Affinities;
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
 * Who holds what, in this process: customers in the order of their ids, items as the catalogue
 * numbers them. Eight bytes for each pair, and as many again while they arrive.
 *
 * @param items the items that somebody holds
 * @param customers customers x items, values are affinities above 0
 */
record Holdings(Catalogue items, SparseMatrix customers) {

  private static final StructType PACKED =
      new StructType()
          .add(Affinities.CUSTOMER.name(), DataTypes.StringType)
          .add("packed", DataTypes.BinaryType);
  private static final int BYTES_PER_PAIR = Integer.BYTES + Float.BYTES;

  /**
   * Collects affinities above 0.
   *
   * @param neededBytes what learning takes for so many customers, items and pairs
   * @throws IllegalArgumentException when more memory would be needed than the limit allows
   */
  static Holdings collect(Affinities affinities, Estimate needed, int memoryLimitMb) {
    Dataset<Row> learned = affinities.rows().where(Affinities.WEIGHT.col().gt(0));
    Catalogue catalogue = Catalogue.of(learned);
    Dataset<Row> perCustomer =
        learned
            .groupBy(Affinities.CUSTOMER.col())
            .agg(
                collect_list(struct(Affinities.ITEM.col(), Affinities.WEIGHT.col().cast("float")))
                    .as(Ranking.HELD));
    var context = JavaSparkContext.fromSparkContext(learned.sparkSession().sparkContext());
    long pairs = learned.count();
    needed.requireWithin(memoryLimitMb, catalogue.size(), pairs);
    Iterator<Row> packed =
        perCustomer
            .mapPartitions(new Packing(context.broadcast(catalogue)), Encoders.row(PACKED))
            .orderBy(Affinities.CUSTOMER.col())
            .toLocalIterator();
    return new Holdings(catalogue, read(packed, catalogue.size(), Math.toIntExact(pairs)));
  }

  /** How much memory learning takes. */
  @FunctionalInterface
  interface Estimate {
    long bytes(int items, long pairs);

    default void requireWithin(int limitMb, int items, long pairs) {
      long neededMb = 1 + (bytes(items, pairs) + 2 * BYTES_PER_PAIR * pairs >> 20);
      if (neededMb > limitMb) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "memory_limit_mb must be at least %d for %,d items and %,d pairs, but is %d",
                neededMb,
                items,
                pairs,
                limitMb));
      }
    }
  }

  private static SparseMatrix read(Iterator<Row> packed, int columns, int pairs) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int[] items = new int[pairs];
    float[] weights = new float[pairs];
    int at = 0;
    while (packed.hasNext()) {
      ByteBuffer buffer = ByteBuffer.wrap(packed.next().getAs(1));
      while (buffer.hasRemaining()) {
        items[at] = buffer.getInt();
        weights[at++] = buffer.getFloat();
      }
      starts.add(at);
    }
    int[] ends = starts.stream().mapToInt(Integer::intValue).toArray();
    return new SparseMatrix(columns, ends, items, weights);
  }

  /** One row per customer: numbers and weights by ascending number. */
  private record Packing(Broadcast<Catalogue> catalogue)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      Iterable<Row> once = () -> customers;
      return java.util.stream.StreamSupport.stream(once.spliterator(), false)
          .map(this::packed)
          .iterator();
    }

    private Row packed(Row row) {
      List<Row> held = row.getList(1);
      long[] order =
          IntStream.range(0, held.size())
              .mapToLong(
                  at -> (long) catalogue.value().number(held.get(at).getString(0)) << 32 | at)
              .sorted()
              .toArray();
      ByteBuffer buffer = ByteBuffer.allocate(order.length * BYTES_PER_PAIR);
      for (long numberAndPosition : order) {
        buffer.putInt((int) (numberAndPosition >>> 32));
        buffer.putFloat(held.get((int) numberAndPosition).getFloat(1));
      }
      return RowFactory.create(row.getString(0), buffer.array());
    }
  }
}
