package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How likely each customer is to do what a propensity model predicts, with the reasons. */
public record PropensityScores(String model, Dataset<Row> rows) {

  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field PROBABILITY = Field.real("probability", "calibrated, from 0 to 1");
  public static final Field PERCENTILE =
      Field.integer("percentile", "1 to 100 by the uncalibrated score; 100 holds the most likely");
  public static final Field REASONS =
      Field.texts(
          "reasons", "the strongest reasons for a high score, strongest first, at most three");

  public static final Table TABLE =
      Table.of(
          "propensity_scores",
          "one row per customer in the population of the model",
          CUSTOMER,
          PROBABILITY,
          PERCENTILE,
          REASONS);

  public PropensityScores {
    rows = TABLE.conform(rows);
  }
}
