package org.alsolike.models.evaluate;

import java.time.Instant;
import java.util.List;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Recommendations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Small tables from rows written as SQL values. */
record Shop(SparkSession spark) {

  private static final Instant CUT_OFF = Instant.parse("2011-11-09T00:00:00Z");

  /** ('customer', 'item', bought) as known at the cut-off. */
  History history(String values) {
    Dataset<Row> affinities =
        spark.sql(
            """
            select customer_id, item_id, cast(1 as decimal(24, 6)) as weight, bought,
                   1L as orders, timestamp'2011-10-20' as first_bought_at,
                   timestamp'2011-10-20' as last_bought_at, cast(1 as decimal(18, 4)) as price_paid
            from values %s as t(customer_id, item_id, bought)
            """
                .formatted(values));
    return new History(
        CUT_OFF,
        new Affinities(affinities),
        purchases(affinities.where("bought")),
        new ItemFeatures(
            noFeatures("item_features"), spark.sql("select '' item_id, now() as_of limit 0")),
        new CustomerFeatures(
            noFeatures("customer_features"),
            spark.sql("select '' customer_id, now() as_of limit 0")));
  }

  /** ('customer', 'item') bought in the window. */
  Purchases window(String values) {
    return purchases(
        spark.sql("select * from values %s as t(customer_id, item_id)".formatted(values)));
  }

  static Purchases purchases(Dataset<Row> pairs) {
    return new Purchases(
        pairs.selectExpr(
            "'o1' as order_id",
            "customer_id",
            "item_id",
            "timestamp'2011-11-10' as occurred_at",
            "cast(1 as decimal(18, 4)) as quantity",
            "cast(1 as decimal(18, 4)) as kept",
            "cast(1 as decimal(18, 4)) as unit_price"));
  }

  /** ('customer', 'items best first, separated by blanks'). */
  Recommendations lists(String values) {
    return lists(spark.sql("select * from values %s as t(customer_id, items)".formatted(values)));
  }

  static Recommendations lists(Dataset<Row> listPerCustomer) {
    return new Recommendations(
        "for_you",
        listPerCustomer
            .selectExpr("customer_id", "posexplode(split(items, ' ')) as (position, item_id)")
            .selectExpr(
                "customer_id",
                "cast(position + 1 as bigint) as rank",
                "item_id",
                "1.0d as score",
                "'als' as tier"));
  }

  /** ('country', rank, 'item'). */
  PopularItems popular(String values) {
    return new PopularItems(
        spark.sql(
            """
            select country, cast(rank as bigint) as rank, item_id, 1.0d as score
            from values %s as t(country, rank, item_id)
            """
                .formatted(values)));
  }

  private static FeatureSchema noFeatures(String name) {
    return new FeatureSchema(name, "one row per as-of and id", List.of());
  }
}
