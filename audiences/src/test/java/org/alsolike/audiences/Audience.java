package org.alsolike.audiences;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.SegmentMembers;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Small tables from rows written as SQL values. */
record Audience(SparkSession spark) {

  static final FeatureSchema FEATURES =
      new FeatureSchema(
          "customer_features",
          "one row per as-of and customer",
          List.of(
              feature("days_since_last_order", DataTypes.DoubleType),
              feature("amount_365d", DataTypes.createDecimalType(28, 4)),
              feature("country", DataTypes.StringType)));

  private static Feature feature(String name, DataType type) {
    return new Feature(name, name, type, name, OptionalInt.empty(), Optional.empty(), "{}");
  }

  /** ('customer', days since the last order, amount in a year) at midnight in London, summer. */
  CustomerFeatures features(String values) {
    return new CustomerFeatures(
        FEATURES,
        spark.sql(
            """
            select customer_id, timestamp'2011-06-30 23:00:00' as as_of,
                   cast(days as double) as days_since_last_order,
                   cast(amount as decimal(28, 4)) as amount_365d, 'France' as country
            from values %s as t(customer_id, days, amount)
            """
                .formatted(values)));
  }

  /** ('customer', probability, percentile). */
  PropensityScores scores(String model, String values) {
    return new PropensityScores(
        model,
        spark.sql(
            """
            select customer_id, cast(probability as double) as probability,
                   cast(percentile as bigint) as percentile,
                   array('=1+1', concat(percentile, ' orders')) as reasons
            from values %s as t(customer_id, probability, percentile)
            """
                .formatted(values)));
  }

  /** ('customer', consent). */
  Customers consent(String values) {
    return new Customers(
        spark.sql(
            """
            select customer_id, cast(null as string) as country, cast(consent as boolean) as consent,
                   cast(null as timestamp) as known_from
            from values %s as t(customer_id, consent)
            """
                .formatted(values)));
  }

  /** One member per customer of the SQL query, with nothing remarkable about them. */
  SegmentMembers members(String query) {
    return new SegmentMembers(
        "win_back",
        spark
            .sql(query)
            .selectExpr(
                "customer_id",
                "0.5d as probability",
                "50L as percentile",
                "cast(-12.345 as decimal(18, 4)) as value_365d",
                "'2011-12-01' as last_order",
                "reasons",
                "false as holdout",
                "true as contactable",
                "cast(null as string) as excluded"));
  }
}
