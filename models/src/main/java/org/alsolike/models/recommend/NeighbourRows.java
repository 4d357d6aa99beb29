package org.alsolike.models.recommend;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.neighbours.Neighbours;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Neighbours as a table. A row names the other items by their positions in the table when it is
 * sorted by item id.
 */
final class NeighbourRows {

  private static final Field POSITION = Field.integer("position", "of the item, by id, from 0");
  private static final Field OTHERS =
      new Field(
          "others",
          DataTypes.BinaryType,
          "positions of its neighbours, best first, four bytes each");
  private static final Field SIMILARITIES =
      new Field("similarities", DataTypes.BinaryType, "how alike they are, as eight-byte floats");

  static final Table TABLE =
      Table.of("item_neighbours", "one row per item", Events.ITEM, POSITION, OTHERS, SIMILARITIES);

  private NeighbourRows() {}

  static Dataset<Row> of(Catalogue catalogue, Neighbours found, SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, catalogue.size())
            .mapToObj(
                item ->
                    RowFactory.create(
                        catalogue.id(item),
                        (long) item,
                        bytes(found.items()[item]),
                        bytes(found.similarities()[item])))
            .toList();
    StructType schema = new StructType();
    for (Field field : TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  private static byte[] bytes(int[] numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    buffer.asIntBuffer().put(numbers);
    return buffer.array();
  }

  private static byte[] bytes(double[] numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Double.BYTES);
    buffer.asDoubleBuffer().put(numbers);
    return buffer.array();
  }

  /** The items that have neighbours, which are also those that are neighbours. */
  static Dataset<Row> related(Dataset<Row> table) {
    Column some = functions.length(OTHERS.col()).gt(0);
    return table.where(some).select(Events.ITEM.col());
  }

  /**
   * In the numbers of the catalogue; items that it does not hold are left out.
   *
   * @param nearest how many of each item's neighbours are read
   */
  static Neighbours read(Dataset<Row> table, Catalogue catalogue, int nearest) {
    List<Row> rows =
        table.collectAsList().stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(1)))
            .toList();
    int[] numbers = rows.stream().mapToInt(row -> catalogue.number(row.getString(0))).toArray();
    int[][] items = new int[catalogue.size()][0];
    double[][] similarities = new double[catalogue.size()][0];
    for (int at = 0; at < numbers.length; at++) {
      if (numbers[at] >= 0) {
        IntBuffer others = ByteBuffer.wrap(rows.get(at).getAs(2)).asIntBuffer();
        DoubleBuffer values = ByteBuffer.wrap(rows.get(at).getAs(3)).asDoubleBuffer();
        int[] known =
            IntStream.range(0, Math.min(nearest, others.capacity()))
                .filter(rank -> numbers[others.get(rank)] >= 0)
                .toArray();
        items[numbers[at]] = Arrays.stream(known).map(rank -> numbers[others.get(rank)]).toArray();
        similarities[numbers[at]] = Arrays.stream(known).mapToDouble(values::get).toArray();
      }
    }
    return new Neighbours(items, similarities);
  }
}
