package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.BROKEN_FIRST;
import static org.alsolike.features.events.ValidationColumns.RAW;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.tables.SqlExpression;
import org.alsolike.tables.UnknownColumn;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From the source's columns to ours, by name, file group by file group: groups may hold their
 * columns in another order, or more of them. What leaves here has no source column any more, so
 * that a source's {@code Country} and our {@code country} cannot be taken for each other.
 */
record SourceMapping(SparkSession session, List<MappedColumn> columns) {

  private static final String SOURCE = "__alsolike_source_";
  private static final String VALUE = "__alsolike_value_";

  /** One row per input row: our columns, the file, the raw text and the first broken reason. */
  Dataset<Row> mapped(List<SourceRows> groups) {
    Set<String> order = new LinkedHashSet<>();
    groups.forEach(group -> order.addAll(List.of(group.columns().fieldNames())));
    return groups.stream().map(group -> mapped(group, order)).reduce(Dataset::union).orElseThrow();
  }

  /** In three steps, so that Spark makes each expression and each value of it once. */
  private Dataset<Row> mapped(SourceRows group, Set<String> order) {
    List<Column> sources = new ArrayList<>(List.of(col("*")));
    for (MappedColumn column : columns) {
      sources.add(source(group, column).as(SOURCE + column.field().name()));
    }
    Dataset<Row> read = group.rows().select(sources.toArray(Column[]::new));
    List<Column> values =
        new ArrayList<>(
            List.of(SourceRows.FILE.col(), SourceRows.PROBLEM.col(), raw(group, order)));
    List<Column> mapped = new ArrayList<>();
    List<Column> reasons = new ArrayList<>(List.of(SourceRows.PROBLEM.col()));
    for (MappedColumn column : columns) {
      String name = column.field().name();
      Column source = col(SOURCE + name);
      Column value = col(VALUE + name);
      values.add(source);
      values.add(
          column.value(source, read.schema().apply(SOURCE + name).dataType()).as(VALUE + name));
      mapped.add(value.as(name));
      reasons.add(column.reason(source, value));
    }
    mapped.add(SourceRows.FILE.col());
    mapped.add(RAW.col());
    mapped.add(coalesce(reasons.toArray(Column[]::new)).as(BROKEN_FIRST.name()));
    return read.select(values.toArray(Column[]::new)).select(mapped.toArray(Column[]::new));
  }

  private Column source(SourceRows group, MappedColumn column) {
    if (column.from().isEmpty()) {
      return lit(null).cast(column.field().type());
    }
    String from = column.from().get();
    if (Arrays.asList(group.columns().fieldNames()).contains(from)) {
      return col(quoted(from));
    }
    if (from.strip().matches("[\\p{L}_][\\p{L}\\p{N}_ ]*")) {
      throw missing(group, column, from.strip());
    }
    try {
      return SqlExpression.value(session, column.key(), from, group.columns());
    } catch (UnknownColumn e) {
      throw missing(group, column, e.column());
    }
  }

  private static InputRejected missing(SourceRows group, MappedColumn column, String name) {
    return new InputRejected(
        "%s: column \"%s\" is missing; the file has %s. Set %s."
            .formatted(
                group.shown(),
                name,
                String.join(", ", group.columns().fieldNames()),
                column.key()));
  }

  private static Column raw(SourceRows group, Set<String> order) {
    Set<String> own = Set.of(group.columns().fieldNames());
    Column[] source =
        order.stream().filter(own::contains).map(name -> col(quoted(name))).toArray(Column[]::new);
    Column json = to_json(struct(source), Map.of("ignoreNullFields", "false"));
    return coalesce(SourceRows.LINE.col(), json).as(RAW.name());
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
