package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.OCCURRENCE;
import static org.alsolike.features.events.ValidationColumns.RETURNED;
import static org.alsolike.features.events.ValidationColumns.RULE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alsolike.tables.Field;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The shop's own conditions. They see our columns and no others; one that gives null does not hold.
 */
record Rules(SparkSession session, SourcePlan plan) {

  private static final Pattern COUNTS_OCCURRENCES = Pattern.compile("(?i)\\boccurrence\\b");

  Dataset<Row> applied(Dataset<Row> mapped) {
    Dataset<Row> rows = countsOccurrences() ? withOccurrence(mapped) : mapped;
    StructType visible = visible();
    return rows.withColumn(RETURNED.name(), anyReturn(visible))
        .withColumn(RULE.name(), firstReject(visible));
  }

  private boolean countsOccurrences() {
    return Stream.concat(plan.returns().values().stream(), plan.reject().values().stream())
        .anyMatch(sql -> COUNTS_OCCURRENCES.matcher(sql).find());
  }

  /** Identical rows may stand in several files: the first file's row is the first. */
  private static Dataset<Row> withOccurrence(Dataset<Row> mapped) {
    var identical =
        // The hash changes no group; it spares the sort most comparisons of whole texts.
        Window.partitionBy(xxhash64(ValidationColumns.RAW.col()), ValidationColumns.RAW.col())
            .orderBy(ValidationColumns.FILE.col())
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    return mapped.withColumn(
        OCCURRENCE.name(), row_number().over(identical).cast(OCCURRENCE.type()));
  }

  private StructType visible() {
    var visible = new StructType();
    for (MappedColumn column : plan.columns()) {
      Field field = column.field();
      visible = visible.add(field.name(), field.type());
    }
    return visible.add(OCCURRENCE.name(), OCCURRENCE.type());
  }

  private Column anyReturn(StructType visible) {
    Column any = lit(false);
    for (Map.Entry<String, String> named : plan.returns().entrySet()) {
      any = any.or(coalesce(condition("returns", named, visible), lit(false)));
    }
    return any;
  }

  private Column firstReject(StructType visible) {
    Column first = lit(null).cast(DataTypes.StringType);
    for (Map.Entry<String, String> named : plan.reject().entrySet()) {
      first = coalesce(first, when(condition("reject", named, visible), lit(named.getKey())));
    }
    return first;
  }

  private Column condition(String section, Map.Entry<String, String> named, StructType visible) {
    String key = plan.key(section + "." + named.getKey());
    return SqlExpression.condition(session, key, named.getValue(), visible);
  }
}
