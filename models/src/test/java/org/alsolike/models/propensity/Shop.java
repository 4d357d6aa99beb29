package org.alsolike.models.propensity;

import static org.apache.spark.sql.functions.expr;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A shop of two kinds of customers. The keen ones (even numbers) ordered lately and often and buy
 * again, seven times of eight; the others once in eight. One feature is the same for all, and a
 * third of the customers have no known gap.
 */
final class Shop {

  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "customer_features",
          "one row per as-of and customer",
          List.of(
              feature(
                  "days_since_last_order",
                  "recency",
                  DataTypes.DoubleType,
                  "last order {} days ago"),
              feature("orders_90d", "orders", DataTypes.LongType, "{} orders in 90 days"),
              feature("orders", "orders", DataTypes.LongType, "{} orders"),
              feature("amount", "amount", DataTypes.createDecimalType(28, 4), "spent {}"),
              feature("mean_gap_days", "gap", DataTypes.DoubleType, "orders every {} days"),
              feature("same", "same", DataTypes.LongType, "always {}"),
              feature("country", "country", DataTypes.StringType, "from {}")));

  private static final StructType COLUMNS =
      new StructType()
          .add("customer_id", "string")
          .add("as_of", "timestamp")
          .add("outcome", "boolean")
          .add("days_since_last_order", "double")
          .add("orders_90d", "bigint")
          .add("orders", "bigint")
          .add("amount", "decimal(28, 4)")
          .add("mean_gap_days", "double")
          .add("same", "bigint")
          .add("country", "string");

  private static final Instant LAST = Instant.parse("2011-09-10T00:00:00Z");
  static final int CUSTOMERS = 200;

  private Shop() {}

  /** Three as-ofs, 30 days apart; the last one calibrates. */
  static PropensityExamples examples(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      Instant asOf = LAST.minus(Duration.ofDays(30L * (2 - number)));
      for (int n = 0; n < CUSTOMERS; n++) {
        boolean against = (n / 2 + 3 * number) % 8 == 0;
        rows.add(row(n, asOf, (n % 2 == 0) != against));
      }
    }
    return new PropensityExamples(SCHEMA, spark.createDataFrame(rows, COLUMNS));
  }

  static CustomerFeatures customers(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int n = 0; n < CUSTOMERS; n++) {
      rows.add(row(n, LAST, false));
    }
    return new CustomerFeatures(SCHEMA, spark.createDataFrame(rows, COLUMNS).drop("outcome"));
  }

  private static Row row(int n, Instant asOf, boolean outcome) {
    boolean keen = n % 2 == 0;
    return RowFactory.create(
        String.format(Locale.ROOT, "c%03d", n),
        Timestamp.from(asOf),
        outcome,
        (keen ? 3 + n % 5 : 200 + n % 7) + 0.5,
        keen ? 4L + n % 3 : 0L,
        keen ? 9L : 1L + n % 2,
        new BigDecimal(keen ? 500 + n % 7 : 40 + n % 7).setScale(4),
        n % 3 == 0 ? null : (keen ? 8.0 : 60.0) + n % 4,
        7L,
        n % 5 == 0 ? null : "France");
  }

  static PropensitySettings settings(PropensityTrainer trainer, CalibrationMethod calibration) {
    return new PropensitySettings(
        "buys_30d",
        "orders > 0",
        new Outcome("purchase", Duration.ofDays(30)),
        trainer,
        List.of(),
        calibration,
        3,
        Duration.ofDays(30),
        100_000);
  }

  static PropensityModel model(SparkSession spark, PropensityTrainer trainer) {
    return model(trainer, examples(spark));
  }

  static PropensityModel model(PropensityTrainer trainer, PropensityExamples examples) {
    return model(trainer, CalibrationMethod.PLATT, examples);
  }

  static PropensityModel model(
      PropensityTrainer trainer, CalibrationMethod calibration, PropensityExamples examples) {
    PropensitySettings settings = settings(trainer, calibration);
    return PropensityModel.train(settings, trainer, TrainingPlan.of(settings, examples).collect());
  }

  static Dataset<Row> everyone(PropensityModel model, CustomerFeatures customers) {
    return model.score(customers, expr("true")).rows();
  }

  private static Feature feature(String name, String family, DataType type, String phrase) {
    return new Feature(name, family, type, name, OptionalInt.empty(), Optional.empty(), phrase);
  }
}
