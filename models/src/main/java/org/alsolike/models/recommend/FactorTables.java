package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The vectors of customers and items as tables, and back. */
final class FactorTables {

  static final Field FACTORS =
      new Field(
          "factors",
          DataTypes.createArrayType(DataTypes.FloatType),
          "the vector, as many numbers as the rank");
  static final Table CUSTOMERS =
      Table.of(
          "customer_factors", "one row per customer learned from", Affinities.CUSTOMER, FACTORS);
  static final Table ITEMS =
      Table.of("item_factors", "one row per item learned from", Affinities.ITEM, FACTORS);

  /** Numbers that one task carries: Spark refuses tasks that are much larger than this. */
  private static final int NUMBERS_PER_TASK = 1 << 20;

  private FactorTables() {}

  /**
   * Rows from vectors that lie in this process.
   *
   * @param values one vector after the other
   * @param width how far they lie from each other
   */
  static Dataset<Row> of(
      Table table, List<String> ids, float[] values, int width, int rank, SparkSession spark) {
    int perTask = Math.max(1, NUMBERS_PER_TASK / rank);
    List<Part> parts = new ArrayList<>();
    for (int first = 0; first < ids.size(); first += perTask) {
      int end = Math.min(first + perTask, ids.size());
      float[] some = new float[(end - first) * rank];
      for (int at = first; at < end; at++) {
        System.arraycopy(values, at * width, some, (at - first) * rank, rank);
      }
      parts.add(new Part(ids.subList(first, end).toArray(String[]::new), some, rank));
    }
    StructType schema = new StructType();
    for (Field field : table.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark.createDataFrame(
        context.parallelize(parts, Math.max(1, parts.size())).flatMap(new Rows()), schema);
  }

  /** The vector of a row that has one. */
  static float[] floats(Row row) {
    var boxed = row.<Float>getList(row.fieldIndex(FACTORS.name()));
    float[] vector = new float[boxed.size()];
    for (int factor = 0; factor < vector.length; factor++) {
      vector[factor] = boxed.get(factor);
    }
    return vector;
  }

  /** Some of the vectors, on their way to the task that makes rows of them. */
  private record Part(String[] ids, float[] values, int rank) implements Serializable {}

  private record Rows() implements FlatMapFunction<Part, Row> {
    @Override
    public Iterator<Row> call(Part part) {
      return IntStream.range(0, part.ids().length)
          .mapToObj(
              at -> {
                int start = at * part.rank();
                float[] vector = Arrays.copyOfRange(part.values(), start, start + part.rank());
                return RowFactory.create(part.ids()[at], vector);
              })
          .iterator();
    }
  }
}
