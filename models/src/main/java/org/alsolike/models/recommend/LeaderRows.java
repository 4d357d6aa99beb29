package org.alsolike.models.recommend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The best single recommender of each scope, as a table. */
final class LeaderRows {

  private static final Field SCOPE =
      new Field("scope", DataTypes.StringType, "what is listed: unseen or all");
  private static final Field LEADER =
      new Field("leader", DataTypes.StringType, "the recommender that was best alone");
  private static final Table TABLE = Table.of("leaders", "one row per scope", SCOPE, LEADER);

  private LeaderRows() {}

  static Dataset<Row> of(Map<String, String> leaders, SparkSession spark) {
    List<Row> rows =
        leaders.entrySet().stream()
            .map(leader -> RowFactory.create(leader.getKey(), leader.getValue()))
            .toList();
    StructType schema =
        new StructType().add(SCOPE.name(), SCOPE.type()).add(LEADER.name(), LEADER.type());
    return spark.createDataFrame(rows, schema);
  }

  static Map<String, String> read(Dataset<Row> table) {
    Map<String, String> leaders = new TreeMap<>();
    TABLE
        .conform(table)
        .collectAsList()
        .forEach(row -> leaders.put(row.getString(0), row.getString(1)));
    return leaders;
  }
}
