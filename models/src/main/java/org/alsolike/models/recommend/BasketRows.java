package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.alsolike.models.recommend.neighbours.Pairs;
import org.alsolike.tables.Events;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Brings the items of baskets into this process, as numbers, without a shuffle: each partition
 * numbers the baskets and items that it meets, and their ids are told once for many pairs.
 */
record BasketRows(Dataset<Row> rows) {

  private static final String BASKET = "basket";
  private static final double RELATIVE_DEVIATION = 0.02;

  /** Of an id and its number in a map, while baskets are numbered. */
  private static final int BYTES_PER_BASKET = 120;

  private static final StructType PART =
      new StructType()
          .add("baskets", DataTypes.createArrayType(DataTypes.StringType))
          .add("items", DataTypes.createArrayType(DataTypes.StringType))
          .add("pairs", DataTypes.BinaryType);

  /**
   * @param rows with an item column, one or more per basket and item
   */
  static BasketRows of(Dataset<Row> rows, Column basket) {
    return new BasketRows(rows.select(basket.as(BASKET), Events.ITEM.col()));
  }

  /**
   * How much there is to bring.
   *
   * @param baskets nearly
   */
  record Size(long baskets, long pairs) {

    long bytes() {
      // Pairs lie here twice: as they arrive, and numbered.
      return (2 * Integer.BYTES + Pairs.BYTES_PER_PAIR) * pairs + BYTES_PER_BASKET * baskets;
    }

    Size plus(Size other) {
      return new Size(baskets + other.baskets, pairs + other.pairs);
    }
  }

  Size measure() {
    Row row = rows.agg(approx_count_distinct(BASKET, RELATIVE_DEVIATION), count(lit(1))).first();
    return new Size(row.getLong(0), row.getLong(1));
  }

  /** Pairs whose baskets and items are numbered, part by part, in the order of their ids. */
  record Parts(List<Row> parts) {

    void addItemsTo(Collection<String> items) {
      parts.forEach(part -> items.addAll(part.<String>getList(1)));
    }

    /** In the catalogue's numbers; baskets are numbered as they come. */
    Pairs numbered(Catalogue catalogue) {
      int size = parts.stream().mapToInt(part -> part.<byte[]>getAs(2).length).sum();
      int[] baskets = new int[size / BYTES_PER_PAIR];
      int[] items = new int[size / BYTES_PER_PAIR];
      Map<String, Integer> numbers = new HashMap<>();
      int at = 0;
      for (Row part : parts) {
        int[] basketNumbers =
            part.<String>getList(0).stream()
                .mapToInt(id -> numbers.computeIfAbsent(id, any -> numbers.size()))
                .toArray();
        int[] itemNumbers = part.<String>getList(1).stream().mapToInt(catalogue::number).toArray();
        IntBuffer pairs = ByteBuffer.wrap(part.getAs(2)).asIntBuffer();
        while (pairs.hasRemaining()) {
          baskets[at] = basketNumbers[pairs.get()];
          items[at++] = itemNumbers[pairs.get()];
        }
      }
      int[] basketHashes = new int[numbers.size()];
      numbers.forEach((id, number) -> basketHashes[number] = id.hashCode());
      int[] itemHashes = catalogue.ids().stream().mapToInt(String::hashCode).toArray();
      return new Pairs(basketHashes, itemHashes, baskets, items);
    }
  }

  private static final int BYTES_PER_PAIR = 2 * Integer.BYTES;

  Parts collect() {
    return new Parts(rows.mapPartitions(new InPartition(), Encoders.row(PART)).collectAsList());
  }

  private static final class InPartition implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          return part(rows);
        }
      };
    }

    private static final int MOST_PAIRS = 1 << 18;

    private static Row part(Iterator<Row> rows) {
      Numbers baskets = new Numbers();
      Numbers items = new Numbers();
      ByteBuffer pairs = ByteBuffer.allocate(MOST_PAIRS * BYTES_PER_PAIR);
      while (rows.hasNext() && pairs.hasRemaining()) {
        Row row = rows.next();
        pairs.putInt(baskets.of(row.getString(0))).putInt(items.of(row.getString(1)));
      }
      byte[] filled = java.util.Arrays.copyOf(pairs.array(), pairs.position());
      return RowFactory.create(baskets.ids(), items.ids(), filled);
    }
  }

  /** Numbers ids as they come. */
  private static final class Numbers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    int of(String id) {
      Integer number = numbers.putIfAbsent(id, ids.size());
      if (number != null) {
        return number;
      }
      ids.add(id);
      return ids.size() - 1;
    }

    String[] ids() {
      return ids.toArray(String[]::new);
    }
  }

  /** The items of all parts. */
  static Catalogue catalogue(Collection<Parts> parts) {
    TreeSet<String> items = new TreeSet<>();
    parts.forEach(one -> one.addItemsTo(items));
    return Catalogue.of(items);
  }
}
