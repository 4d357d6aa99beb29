package org.alsolike.models.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
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
 * @param ids of the customers, in the order of the rows
 * @param customers customers x items, values are affinities above 0
 */
record Holdings(Catalogue items, List<String> ids, SparseMatrix customers) {

  private static final StructType PACKED =
      new StructType()
          .add(Affinities.CUSTOMER.name(), DataTypes.StringType)
          .add("packed", DataTypes.BinaryType);

  /** Rows that begin with an id, in the order of its UTF-8 bytes, as Spark orders text. */
  static final Comparator<Row> BY_CUSTOMER =
      Comparator.comparing(row -> row.getString(0).getBytes(UTF_8), Arrays::compareUnsigned);

  private static final int BYTES_PER_PAIR = Integer.BYTES + Float.BYTES;

  /** Of an id: two objects, the characters and a reference. */
  private static final int BYTES_PER_CUSTOMER = 72;

  /**
   * Counts what a recommender is to learn from: everything but what giants hold.
   *
   * @throws NothingHeld when that is nothing
   */
  static Measured of(History history, String recommender) {
    Measured measured = measure(Giants.leftOutOf(history).affinities());
    if (measured.pairs() == 0) {
      throw new NothingHeld(recommender, history.asOf());
    }
    return measured;
  }

  private static Dataset<Row> aboveZero(Affinities affinities) {
    return affinities.rows().where(Affinities.WEIGHT.col().gt(0));
  }

  /**
   * What was measured of affinities that somebody still works with: several recommenders learn from
   * the same ones.
   */
  private static final Map<Affinities, Measured> MEASURED = new WeakHashMap<>();

  /** Counts affinities above 0; the customers nearly, by a sketch of them. */
  static Measured measure(Affinities affinities) {
    synchronized (MEASURED) {
      Measured known = MEASURED.get(affinities);
      if (known != null) {
        return known;
      }
    }
    Measured measured = measured(affinities);
    synchronized (MEASURED) {
      Measured first = MEASURED.putIfAbsent(affinities, measured);
      return first == null ? measured : first;
    }
  }

  private static Measured measured(Affinities affinities) {
    Dataset<Row> learned = aboveZero(affinities);
    Row counts =
        learned
            .agg(
                count(lit(1)), approx_count_distinct(Affinities.CUSTOMER.col(), RELATIVE_DEVIATION))
            .first();
    return new Measured(learned, Catalogue.of(learned), counts.getLong(1), counts.getLong(0));
  }

  private static final double RELATIVE_DEVIATION = 0.02;

  /** How much there is to hold, and the holdings once they were collected. */
  static final class Measured {
    private final Dataset<Row> learned;
    private final Catalogue items;
    private final long customers;
    private final long pairs;

    /** Kept for the next who asks, unless the memory is needed. */
    private SoftReference<Holdings> collected = new SoftReference<>(null);

    Measured(Dataset<Row> learned, Catalogue items, long customers, long pairs) {
      this.learned = learned;
      this.items = items;
      this.customers = customers;
      this.pairs = pairs;
    }

    Dataset<Row> learned() {
      return learned;
    }

    Catalogue items() {
      return items;
    }

    /** Nearly. */
    long customers() {
      return customers;
    }

    long pairs() {
      return pairs;
    }

    /** How much the holdings and what is learned from them take, in MiB. */
    long megabytes(long learningBytes) {
      long held = 2 * BYTES_PER_PAIR * pairs + BYTES_PER_CUSTOMER * customers;
      return 1 + (held + learningBytes >> 20);
    }

    /**
     * What a recommender needs to learn from them.
     *
     * @param learningBytes what it takes beside the holdings
     */
    MemoryNeed need(String recommender, long learningBytes) {
      return MemoryNeed.of(recommender, megabytes(learningBytes), items.size(), pairs);
    }

    synchronized Holdings collect() {
      Holdings known = collected.get();
      if (known == null) {
        known = fromSpark(learned);
        collected = new SoftReference<>(known);
      }
      return known;
    }

    /**
     * Collects what some of the affinities say otherwise, such as with other weights: those above
     * 0, with the items of all, so that nothing is counted anew.
     *
     * @param some of no more pairs of customer and item than were measured
     */
    Holdings collect(Affinities some) {
      return fromSpark(aboveZero(some));
    }

    private Holdings fromSpark(Dataset<Row> rows) {
      var context = JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
      Column held = struct(Affinities.ITEM.col(), Affinities.WEIGHT.col().cast("float"));
      // Ordered here: to find the bounds of its partitions, Spark would pack every customer twice.
      List<Row> packed =
          rows
              .groupBy(Affinities.CUSTOMER.col())
              .agg(collect_list(held).as(Ranking.HELD))
              .mapPartitions(new Packing(context.broadcast(items)), Encoders.row(PACKED))
              .collectAsList()
              .stream()
              .sorted(BY_CUSTOMER)
              .toList();
      return read(packed.iterator(), items, Math.toIntExact(pairs));
    }
  }

  private static Holdings read(Iterator<Row> packed, Catalogue catalogue, int mostPairs) {
    List<String> ids = new ArrayList<>();
    List<Integer> starts = new ArrayList<>(List.of(0));
    int[] items = new int[mostPairs];
    float[] weights = new float[mostPairs];
    int at = 0;
    while (packed.hasNext()) {
      Row customer = packed.next();
      ids.add(customer.getString(0));
      ByteBuffer buffer = ByteBuffer.wrap(customer.getAs(1));
      while (buffer.hasRemaining()) {
        items[at] = buffer.getInt();
        weights[at++] = buffer.getFloat();
      }
      starts.add(at);
    }
    int[] ends = starts.stream().mapToInt(Integer::intValue).toArray();
    boolean full = at == mostPairs;
    return new Holdings(
        catalogue,
        ids,
        new SparseMatrix(
            catalogue.size(),
            ends,
            full ? items : Arrays.copyOf(items, at),
            full ? weights : Arrays.copyOf(weights, at)));
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
