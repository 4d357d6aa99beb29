package org.alsolike.models.recommend;

import java.util.Comparator;
import java.util.List;
import org.alsolike.models.recommend.trees.Trees;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A ranker as a table, and back. */
final class TreeRows {

  private static final Field TREE = Field.integer("tree", "number of the tree, from 0");
  private static final Field NODE = Field.integer("node", "number within the tree; the root is 0");
  private static final Field FEATURE =
      Field.integer("feature", "position of the feature looked at; -1 in a leaf");
  private static final Field VALUE =
      Field.real("value", "smaller features go below; in a leaf, what it adds");
  private static final Field BELOW = Field.integer("below", "node for a smaller feature");
  private static final Field ABOVE = Field.integer("above", "node for any other");
  private static final Field MISSING = Field.integer("missing", "node for a missing one");

  private static final Table TABLE =
      Table.of("ranker", "one row per node", TREE, NODE, FEATURE, VALUE, BELOW, ABOVE, MISSING);

  private TreeRows() {}

  static Dataset<Row> of(Trees trees, SparkSession spark) {
    List<Row> rows =
        trees.nodes().stream()
            .map(
                node ->
                    RowFactory.create(
                        (long) node.tree(),
                        (long) node.node(),
                        (long) node.feature(),
                        (double) node.value(),
                        (long) node.below(),
                        (long) node.above(),
                        (long) node.missing()))
            .toList();
    StructType schema = new StructType();
    for (Field field : TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  static Trees read(Dataset<Row> table) {
    return new Trees(
        TABLE.conform(table).collectAsList().stream()
            .sorted(
                Comparator.comparingLong((Row row) -> row.getLong(0))
                    .thenComparingLong(row -> row.getLong(1)))
            .map(
                row ->
                    new Trees.Node(
                        (int) row.getLong(0),
                        (int) row.getLong(1),
                        (int) row.getLong(2),
                        (float) row.getDouble(3),
                        (int) row.getLong(4),
                        (int) row.getLong(5),
                        (int) row.getLong(6)))
            .toList());
  }
}
