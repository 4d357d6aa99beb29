package org.alsolike.models.recommend;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.ItemWeights;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Item weights as a table, and as a scorer. A row names the other items by their positions in the
 * table when it is sorted by item id.
 */
final class ItemWeightRows {

  private static final Field POSITION = Field.integer("position", "of the item, by id, from 0");
  private static final Field OTHERS =
      new Field("others", DataTypes.BinaryType, "positions of other items, four bytes each");
  private static final Field WEIGHTS =
      new Field("weights", DataTypes.BinaryType, "what it says for each, as four-byte floats");

  static final Table TABLE =
      Table.of("item_weights", "one row per item", Events.ITEM, POSITION, OTHERS, WEIGHTS);

  private ItemWeightRows() {}

  static Dataset<Row> of(Catalogue catalogue, ItemWeights weights, SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, catalogue.size())
            .mapToObj(item -> row(catalogue.id(item), item, weights.rows()))
            .toList();
    StructType schema = new StructType();
    for (Field field : TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  private static Row row(String id, int item, SparseMatrix weights) {
    int start = weights.starts()[item];
    int length = weights.length(item);
    ByteBuffer others = ByteBuffer.allocate(length * Integer.BYTES);
    ByteBuffer values = ByteBuffer.allocate(length * Float.BYTES);
    others.asIntBuffer().put(weights.indices(), start, length);
    values.asFloatBuffer().put(weights.values(), start, length);
    return RowFactory.create(id, (long) item, others.array(), values.array());
  }

  /** In the numbers of the catalogue; items that it does not hold are left out. */
  static ItemWeights read(Dataset<Row> table, Catalogue catalogue) {
    List<Row> rows =
        TABLE.conform(table).collectAsList().stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(1)))
            .toList();
    int[] numbers = rows.stream().mapToInt(row -> catalogue.number(row.getString(0))).toArray();
    int[][] others = new int[catalogue.size()][0];
    float[][] weights = new float[catalogue.size()][0];
    for (int at = 0; at < numbers.length; at++) {
      if (numbers[at] >= 0) {
        read(rows.get(at), numbers, numbers[at], others, weights);
      }
    }
    return ItemWeights.of(others, weights);
  }

  private static void read(Row row, int[] numbers, int item, int[][] others, float[][] weights) {
    IntBuffer positions = ByteBuffer.wrap(row.getAs(2)).asIntBuffer();
    FloatBuffer values = ByteBuffer.wrap(row.getAs(3)).asFloatBuffer();
    int[] to = new int[positions.capacity()];
    float[] votes = new float[to.length];
    int size = 0;
    for (int at = 0; at < to.length; at++) {
      int number = numbers[positions.get(at)];
      if (number >= 0) {
        to[size] = number;
        votes[size++] = values.get(at);
      }
    }
    others[item] = Arrays.copyOf(to, size);
    weights[item] = Arrays.copyOf(votes, size);
  }

  /** Votes in the numbers of the catalogue. */
  static Votes votes(Dataset<Row> table, Catalogue catalogue) {
    boolean[] known = new boolean[catalogue.size()];
    for (Row row : table.select(Events.ITEM.col()).collectAsList()) {
      int number = catalogue.number(row.getString(0));
      if (number >= 0) {
        known[number] = true;
      }
    }
    return new Votes(known, read(table, catalogue).rows());
  }

  /**
   * Scores by what each held item says for the others, added in the order of the held items.
   *
   * @param known whether the model knows the item of a number
   */
  record Votes(boolean[] known, SparseMatrix weights) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      if (!profile.holdsAnyOf(known)) {
        return;
      }
      for (int item = 0; item < known.length; item++) {
        if (known[item]) {
          scores[item] = 0;
        }
      }
      for (int held = 0; held < profile.size(); held++) {
        float weight = (float) profile.weights()[held];
        if (weight > 0) {
          add(profile.items()[held], weight, scores);
        }
      }
    }

    private void add(int item, float weight, double[] scores) {
      for (int at = weights.starts()[item]; at < weights.starts()[item + 1]; at++) {
        scores[weights.indices()[at]] += (double) weight * weights.values()[at];
      }
    }
  }
}
