package org.alsolike.audiences;

import static org.alsolike.tables.SegmentMembers.CONTACTABLE;
import static org.alsolike.tables.SegmentMembers.CUSTOMER;
import static org.alsolike.tables.SegmentMembers.EXCLUDED;
import static org.alsolike.tables.SegmentMembers.HOLDOUT;
import static org.alsolike.tables.SegmentMembers.LAST_ORDER;
import static org.alsolike.tables.SegmentMembers.PERCENTILE;
import static org.alsolike.tables.SegmentMembers.PROBABILITY;
import static org.alsolike.tables.SegmentMembers.REASONS;
import static org.alsolike.tables.SegmentMembers.VALUE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Customers;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Field;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.UnusableSetting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds the members of segments.
 *
 * @param zone in which a date of an order is meant
 * @param salt of the holdouts: with another one other customers are held out
 */
public record Segments(ZoneId zone, String salt) {

  /** The features that every member is shown with. */
  private static final String AMOUNT = "amount_365d";

  private static final String RECENCY = "days_since_last_order";

  private static final double MICROS_A_DAY = 86_400e6;

  /** Why a member may not be contacted, as in {@link SegmentMembers#EXCLUDED}. */
  static final String NO_CONSENT = "no_consent";

  static final String UNKNOWN_CONSENT = "unknown_consent";
  static final String HELD_OUT = "holdout";

  /**
   * Proves a segment before any job runs.
   *
   * @param models the names of the propensity models
   * @throws UnusableSetting in one line: the key, what was found, what was expected
   */
  public static void check(
      SparkSession spark, SegmentSettings segment, FeatureSchema features, List<String> models) {
    SegmentColumns columns = new SegmentColumns(features, models);
    columns.condition(spark, segment);
    columns.rankedBy(segment);
    for (String needed : List.of(AMOUNT, RECENCY)) {
      if (features.find(needed).isEmpty()) {
        throw new UnusableSetting(
            "features.customer must hold %s, which every segment shows, but it is missing"
                .formatted(needed));
      }
    }
  }

  /**
   * The members of one segment; lazy.
   *
   * @param features of one as-of
   * @param consent the newest statement about each customer before the as-of
   */
  public SegmentMembers members(
      SegmentSettings segment,
      CustomerFeatures features,
      List<PropensityScores> scores,
      Customers consent) {
    SparkSession spark = features.rows().sparkSession();
    List<String> models = scores.stream().map(PropensityScores::model).toList();
    check(spark, segment, features.schema(), models);
    SegmentColumns columns = new SegmentColumns(features.schema(), models);

    Dataset<Row> members =
        withScores(features.rows(), scores).where(columns.condition(spark, segment));
    Dataset<Row> said = consent.rows().select(CUSTOMER.col(), Customers.CONSENT.col());
    return new SegmentMembers(
        segment.name(),
        members
            .transform(rows -> withFiguresOf(columns.rankedBy(segment), rows))
            .withColumn(VALUE.name(), col(AMOUNT).cast(VALUE.type()))
            .withColumn(LAST_ORDER.name(), lastOrder())
            .join(said, new String[] {CUSTOMER.name()}, "left") // at most one row on the right
            .withColumn(HOLDOUT.name(), holdout(segment))
            .withColumn(EXCLUDED.name(), excluded(segment))
            .withColumn(CONTACTABLE.name(), EXCLUDED.col().isNull()));
  }

  /** Each model becomes one column of probability, percentile and reasons. */
  private static Dataset<Row> withScores(Dataset<Row> rows, List<PropensityScores> scores) {
    Dataset<Row> scored = rows;
    for (PropensityScores model : scores) {
      Column figures = struct(PROBABILITY.col(), PERCENTILE.col(), REASONS.col());
      Dataset<Row> perCustomer = model.rows().select(CUSTOMER.col(), figures.as(model.model()));
      // at most one row per customer on the right
      scored = scored.join(perCustomer, new String[] {CUSTOMER.name()}, "left");
    }
    return scored;
  }

  private static Dataset<Row> withFiguresOf(Optional<String> model, Dataset<Row> rows) {
    Dataset<Row> shown = rows;
    for (Field figure : List.of(PROBABILITY, PERCENTILE, REASONS)) {
      Column none = lit(null).cast(figure.type());
      Column value = model.map(name -> col(name).getField(figure.name())).orElse(none);
      shown = shown.withColumn(figure.name(), value);
    }
    return shown;
  }

  private Column lastOrder() {
    Column ago = round(col(RECENCY).cast("double").multiply(MICROS_A_DAY)).cast("bigint");
    Column moment = timestamp_micros(unix_micros(CustomerFeatures.AS_OF.col()).minus(ago));
    return date_format(from_utc_timestamp(moment, zone.getId()), "yyyy-MM-dd");
  }

  private Column holdout(SegmentSettings segment) {
    return new Holdout(salt, segment.name(), segment.holdout()).holds(CUSTOMER.col());
  }

  private static Column excluded(SegmentSettings segment) {
    Column consent = Customers.CONSENT.col();
    Column unknown = consent.isNull();
    Column unknownHinders =
        switch (segment.consentNeeded()) {
          case REQUIRED -> unknown;
          case NOT_REQUIRED -> lit(false);
        };
    return coalesce(
        when(unknown.unary_$bang().and(consent.unary_$bang()), NO_CONSENT),
        when(unknownHinders, UNKNOWN_CONSENT),
        when(HOLDOUT.col(), HELD_OUT));
  }
}
