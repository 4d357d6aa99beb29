package org.alsolike.benchmarks.speed;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A shop's factors and what customers hold, as rows that lie in memory. */
final class FactorRows {

  static final String ID = "id";
  static final String FEATURES = "features";
  static final String HELD = "held";

  private static final int PARTITIONS = 10;

  private FactorRows() {}

  /** Rows (id, features), as MLlib's models hold them and cut as it cuts them by default. */
  static Dataset<Row> of(float[][] factors, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<float[][]> shared = context.broadcast(factors);
    return inMemory(
        spark.createDataFrame(
            context
                .parallelize(numbers(factors.length), PARTITIONS)
                .map(id -> RowFactory.create(id, shared.value()[id])),
            schema()));
  }

  /** Rows (id, features, held): with the item numbers that each customer holds. */
  static Dataset<Row> ofCustomers(SyntheticShop shop, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SyntheticShop> shared = context.broadcast(shop);
    return inMemory(
        spark.createDataFrame(
            context
                .parallelize(numbers(shop.customers()), PARTITIONS)
                .map(
                    id ->
                        RowFactory.create(
                            id, shared.value().customerFactors()[id], shared.value().held(id))),
            schema().add(HELD, DataTypes.createArrayType(DataTypes.IntegerType, false), false)));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static StructType schema() {
    return new StructType()
        .add(ID, DataTypes.IntegerType, false)
        .add(FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false);
  }

  static Dataset<Row> inMemory(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist();
    kept.count();
    return kept;
  }
}
