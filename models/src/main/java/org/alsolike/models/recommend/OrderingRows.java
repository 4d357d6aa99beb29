package org.alsolike.models.recommend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.alsolike.models.recommend.trees.Trees;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How candidates are ordered in each scope, as a table; the rankers' trees have tables of their
 * own.
 */
final class OrderingRows {

  private static final Field SCOPE =
      new Field("scope", DataTypes.StringType, "what is listed: unseen or all");
  private static final Field LEADER =
      new Field("leader", DataTypes.StringType, "the recommender that was best alone");
  private static final Field FEATURES =
      new Field(
          "features",
          DataTypes.StringType,
          "what the ranker looks at, by position, one a line; empty where the leader orders alone");
  private static final Table TABLE =
      Table.of("orderings", "one row per scope", SCOPE, LEADER, FEATURES);

  private OrderingRows() {}

  static Dataset<Row> of(Map<String, Ordering> orderings, SparkSession spark) {
    List<Row> rows =
        orderings.entrySet().stream()
            .map(
                entry ->
                    RowFactory.create(
                        entry.getKey(),
                        entry.getValue().leader(),
                        String.join("\n", entry.getValue().features())))
            .toList();
    StructType schema = new StructType();
    for (Field field : TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  /**
   * @param rankers the trees of a scope
   */
  static Map<String, Ordering> read(Dataset<Row> table, Function<String, Trees> rankers) {
    Map<String, Ordering> orderings = new TreeMap<>();
    for (Row row : TABLE.conform(table).collectAsList()) {
      List<String> features = row.getString(2).lines().toList();
      orderings.put(
          row.getString(0),
          new Ordering(rankers.apply(row.getString(0)), features, row.getString(1)));
    }
    return orderings;
  }
}
