package org.alsolike.features.events;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What validation needs to know of a source, whichever it is.
 *
 * @param name as in the configuration: transactions, interactions, items or customers
 * @param table what accepted rows become
 * @param columns in the order in which their broken reasons are looked for
 * @param returns conditions that set {@link ValidationColumns#RETURNED}
 * @param shape from mapped rows to the table's columns and {@link ValidationColumns#BROKEN_LAST}
 */
record SourcePlan(
    String name,
    Table table,
    String path,
    List<MappedColumn> columns,
    Map<String, String> returns,
    Map<String, String> reject,
    UnaryOperator<Dataset<Row>> shape) {

  String key(String rest) {
    return "sources.%s.%s".formatted(name, rest);
  }
}
