package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Field;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** SQL that a rule says about items, proven against the declared item features. */
final class ItemSql {

  private final SparkSession spark;
  private final String place;
  private final StructType columns;

  ItemSql(SparkSession spark, String rule, FeatureSchema itemFeatures) {
    this.spark = spark;
    this.place = place(rule);
    this.columns = columns(itemFeatures, ItemFeatures.ITEM, ItemFeatures.AS_OF);
  }

  static String place(String rule) {
    return "recommendations.rules." + rule;
  }

  static StructType columns(FeatureSchema schema, Field... keys) {
    StructType columns = new StructType();
    for (Field key : keys) {
      columns = columns.add(key.name(), key.type());
    }
    for (var feature : schema.features()) {
      columns = columns.add(feature.name(), feature.type());
    }
    return columns;
  }

  Column condition(String key, String sql) {
    return SqlExpression.condition(spark, place + "." + key, sql, columns);
  }

  /** Every item where nothing is said. */
  Column where(Optional<String> items) {
    return items.map(sql -> condition("items", sql)).orElse(lit(true));
  }

  Column text(String key, String sql) {
    return value(key, sql).cast(DataTypes.StringType);
  }

  /** Null where the value is no number. */
  Column number(String key, String sql) {
    return value(key, sql).try_cast(DataTypes.DoubleType);
  }

  /** Null where the value is neither a date nor a time; a date is its start in UTC. */
  Column time(String key, String sql) {
    return value(key, sql).try_cast(DataTypes.TimestampType);
  }

  private Column value(String key, String sql) {
    return SqlExpression.value(spark, place + "." + key, sql, columns);
  }

  Column asOf() {
    return ItemFeatures.AS_OF.col();
  }

  Column nothing() {
    return lit(null).cast(DataTypes.StringType);
  }
}
