package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Small histories for tests. A customer whose id begins with fr lives in France; an item's category
 * is the first letter of its id, and its title says both.
 */
public final class Shop {

  public static final Instant AS_OF = Instant.parse("2011-11-09T00:00:00Z");

  public static final FeatureSchema ITEM_SCHEMA =
      new FeatureSchema(
          "item_features",
          "one row per as-of and item",
          List.of(
              feature("days_since_last_sale", DataTypes.DoubleType),
              feature("title", DataTypes.StringType),
              feature("category", DataTypes.StringType)));

  public static final FeatureSchema CUSTOMER_SCHEMA =
      new FeatureSchema(
          "customer_features",
          "one row per as-of and customer",
          List.of(feature("country", DataTypes.StringType)));

  private Shop() {}

  /**
   * @param lines SQL values (order, customer or null, item, date, units kept)
   */
  public static History of(SparkSession spark, String lines) {
    return of(
        spark.sql(
            "select * from values "
                + lines
                + " as t(order_id, customer_id, item_id, bought_on, kept)"));
  }

  /** Twelve customers buy from the items a0 .. a7, twelve from b0 .. b7; each has six of eight. */
  static History ofTwoBlocks(SparkSession spark) {
    return of(spark.sql(TWO_BLOCKS));
  }

  private static final String TWO_BLOCKS =
      """
      select concat('o-', block, c.id) as order_id,
             concat('customer-', block, c.id) as customer_id,
             concat(block, i.id) as item_id,
             '2011-10-20' as bought_on,
             1 as kept
      from values ('a'), ('b') as blocks(block), range(12) as c, range(8) as i
      where (c.id + i.id) % 4 <> 0
      """;

  /**
   * Customers hold most of the items after their own place on a circle, and few of the others. Each
   * holds other weights.
   */
  static History ofTastes(SparkSession spark, int customers, int items) {
    return of(spark.sql(TASTES.formatted(items, customers)));
  }

  /** Whether an item of {@link #ofTastes} with 40 items is to the customer's taste. */
  static final String TO_TASTE =
      "pmod(cast(right(item_id, 3) as int) - 7 * cast(right(customer_id, 3) as int), 40) < 12";

  private static final String TASTES =
      """
      select concat('o-', c.id) as order_id,
             concat('customer-', lpad(c.id, 3, '0')) as customer_id,
             concat('item-', lpad(i.id, 3, '0')) as item_id,
             '2011-10-20' as bought_on,
             1 + pmod(hash(i.id, c.id), 3) as kept
      from range(0, %2$d) as c, range(0, %1$d) as i
      where pmod(hash(c.id, i.id), 100) < if(pmod(i.id - 7 * c.id, %1$d) < 12, 60, 5)
      """;

  /** The same lines as a table. */
  public static History of(Dataset<Row> lines) {
    var rows =
        local(
            lines.selectExpr(
                "order_id",
                "customer_id",
                "item_id",
                "cast(bought_on as timestamp) as occurred_at",
                "cast(1 as decimal(18, 4)) as quantity",
                "cast(kept as decimal(18, 4)) as kept",
                "cast(2.5 as decimal(18, 4)) as unit_price"));
    var known = rows.where("customer_id is not null");
    return new History(
        AS_OF,
        new Affinities(
            local(
                known
                    .groupBy("customer_id", "item_id")
                    .agg(
                        sum("kept").as("kept"),
                        expr("count(distinct if(kept > 0, order_id, null))").as("orders"),
                        expr("min(if(kept > 0, occurred_at, null))").as("first_bought_at"),
                        expr("max(if(kept > 0, occurred_at, null))").as("last_bought_at"),
                        expr("cast(max(unit_price) as decimal(18, 4))").as("price_paid"))
                    .selectExpr(
                        "customer_id",
                        "item_id",
                        "cast(kept as decimal(24, 6)) as weight",
                        "true as bought",
                        "orders",
                        "first_bought_at",
                        "last_bought_at",
                        "price_paid"))),
        new Purchases(rows),
        new ItemFeatures(
            ITEM_SCHEMA,
            rows.groupBy("item_id")
                .agg(max("occurred_at").as("last"))
                .selectExpr(
                    "item_id",
                    "timestamp'2011-11-09' as as_of",
                    "cast(datediff(date'2011-11-09', cast(last as date)) as double)"
                        + " as days_since_last_sale",
                    "concat(substr(item_id, 1, 1), ' ', item_id) as title",
                    "substr(item_id, 1, 1) as category")),
        new CustomerFeatures(
            CUSTOMER_SCHEMA,
            known
                .select("customer_id")
                .distinct()
                .selectExpr(
                    "customer_id",
                    "timestamp'2011-11-09' as as_of",
                    "if(customer_id like 'fr%', 'France', null) as country")));
  }

  /** The same rows without the plan that made them, which Spark would follow for each list. */
  public static Dataset<Row> local(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema());
  }

  /** The same history without the plans that made what is known of items and customers. */
  public static History local(History history) {
    return new History(
        history.asOf(),
        history.affinities(),
        history.purchases(),
        new ItemFeatures(ITEM_SCHEMA, local(history.itemFeatures().rows())),
        new CustomerFeatures(CUSTOMER_SCHEMA, local(history.customerFeatures().rows())));
  }

  /** The same history with everything that a recommender reads cut into so many partitions. */
  static History repartitioned(History history, int partitions) {
    return new History(
        history.asOf(),
        new Affinities(history.affinities().rows().repartition(partitions)),
        new Purchases(history.purchases().rows().repartition(partitions)),
        history.itemFeatures(),
        history.customerFeatures());
  }

  private static Feature feature(String name, DataType type) {
    return new Feature(name, name, type, name, OptionalInt.empty(), Optional.empty(), "{}");
  }
}
