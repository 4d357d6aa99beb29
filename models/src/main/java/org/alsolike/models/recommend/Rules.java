package org.alsolike.models.recommend;

import static java.util.stream.Collectors.toCollection;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Field;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the shop wants of its lists, whatever a recommender thinks.
 *
 * @param excludeItems SQL condition over item_id and the item features; an item that meets it is in
 *     no list. An item for which it is null may be listed
 */
public record Rules(Optional<String> excludeItems) {

  private static final String KEY = "recommendations.rules.exclude_items";

  public static Rules defaults() {
    return new Rules(Optional.empty());
  }

  /**
   * Checks the conditions before any job runs.
   *
   * @throws IllegalArgumentException naming the key, what was found and what is expected
   */
  public void check(SparkSession spark, FeatureSchema itemFeatures) {
    excludeItems.ifPresent(sql -> condition(spark, itemFeatures, sql));
  }

  /** The ids of the items that no list may hold, from the features as they were at one as-of. */
  public Set<String> excludedItems(ItemFeatures items) {
    if (excludeItems.isEmpty()) {
      return Set.of();
    }
    Column excluded =
        condition(items.rows().sparkSession(), items.schema(), excludeItems.orElseThrow());
    return items
        .rows()
        .where(excluded)
        .select(ItemFeatures.ITEM.col())
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .collect(toCollection(TreeSet::new));
  }

  private static Column condition(SparkSession spark, FeatureSchema schema, String sql) {
    return SqlExpression.condition(spark, KEY, sql, columns(schema));
  }

  private static StructType columns(FeatureSchema schema) {
    StructType columns = withField(new StructType(), ItemFeatures.ITEM);
    for (var feature : schema.features()) {
      columns = withField(columns, feature.field());
    }
    return columns;
  }

  private static StructType withField(StructType columns, Field field) {
    return columns.add(field.name(), field.type());
  }
}
