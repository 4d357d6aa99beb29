package org.alsolike.models.recommend;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Item vectors as a table, and back. */
final class ItemVectorRows {

  private static final Field VECTOR =
      new Field("vector", DataTypes.BinaryType, "four-byte floats, as many as the rank");
  private static final Field SCALE =
      Field.real("scale", "what the vector's products are scaled by");

  static final Table TABLE =
      Table.of("item_vectors", "one row per item", Events.ITEM, VECTOR, SCALE);

  /**
   * By item number; an item that the model does not know has a vector of zeros.
   *
   * @param known whether the model knows it
   */
  record Read(float[][] vectors, float[] scales, boolean[] known) {}

  private ItemVectorRows() {}

  static Dataset<Row> of(
      Catalogue catalogue, float[][] vectors, float[] scales, SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, catalogue.size())
            .mapToObj(
                item ->
                    RowFactory.create(
                        catalogue.id(item), bytes(vectors[item]), (double) scales[item]))
            .toList();
    StructType schema = new StructType();
    for (Field field : TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  static Read read(Dataset<Row> table, Catalogue catalogue) {
    List<Row> rows = TABLE.conform(table).collectAsList();
    int rank = rows.isEmpty() ? 0 : rows.get(0).<byte[]>getAs(1).length / Float.BYTES;
    Read read =
        new Read(
            new float[catalogue.size()][rank],
            new float[catalogue.size()],
            new boolean[catalogue.size()]);
    for (Row row : rows) {
      int item = catalogue.number(row.getString(0));
      if (item >= 0) {
        ByteBuffer.wrap(row.getAs(1)).asFloatBuffer().get(read.vectors[item]);
        read.scales[item] = (float) row.getDouble(2);
        read.known[item] = true;
      }
    }
    return read;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
