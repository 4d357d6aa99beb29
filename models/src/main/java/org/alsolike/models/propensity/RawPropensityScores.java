package org.alsolike.models.propensity;

import static org.alsolike.tables.PropensityScores.CUSTOMER;
import static org.alsolike.tables.PropensityScores.PROBABILITY;
import static org.alsolike.tables.PropensityScores.REASONS;

import org.alsolike.tables.Field;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Table;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Scores not yet ranked against each other: one row per customer in the population. */
public record RawPropensityScores(String model, Dataset<Row> rows) {

  public static final Field SCORE =
      Field.real("score", "log-odds before calibration: orders customers, means nothing by itself");

  public static final Table TABLE =
      Table.of(
          "raw_propensity_scores",
          "one row per customer in the population of the model",
          CUSTOMER,
          SCORE,
          PROBABILITY,
          REASONS);

  public RawPropensityScores {
    rows = TABLE.conform(rows);
  }

  /**
   * Adds the percentile: 100 holds the customers most likely by score, and of two with the same
   * score the one with the smaller id stands higher. A distributed sort; it runs two Spark jobs at
   * once, one to sort and one to count, and reads these rows twice: keep them before.
   */
  public PropensityScores ranked() {
    JavaRDD<Row> likeliestFirst = rows.sort(SCORE.col().desc(), CUSTOMER.col()).javaRDD();
    long customers = likeliestFirst.count();
    JavaRDD<Row> ranked =
        likeliestFirst
            .zipWithIndex()
            .map(entry -> withPercentile(entry._1(), percentile(entry._2(), customers)));
    Dataset<Row> scores = rows.sparkSession().createDataFrame(ranked, rankedSchema());
    return new PropensityScores(model, scores);
  }

  /** The share of customers who do not stand above this place (0: the likeliest), rounded up. */
  static long percentile(long place, long customers) {
    return (100 * (customers - place) + customers - 1) / customers;
  }

  private static Row withPercentile(Row row, long percentile) {
    return RowFactory.create(row.get(0), row.get(2), percentile, row.get(3));
  }

  private static StructType rankedSchema() {
    return new StructType(
        PropensityScores.TABLE.fields().stream()
            .map(field -> DataTypes.createStructField(field.name(), field.type(), true))
            .toArray(StructField[]::new));
  }
}
