package org.alsolike.models.propensity;

import org.alsolike.tables.Field;
import org.alsolike.tables.PropensityExamples;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a model said about examples and what happened: one row per as-of and customer. */
public record Predictions(Dataset<Row> rows) {

  public static final Field CUSTOMER = PropensityExamples.CUSTOMER;
  public static final Field AS_OF = PropensityExamples.AS_OF;
  public static final Field PROBABILITY = PropensityScores.PROBABILITY;
  public static final Field SCORE = RawPropensityScores.SCORE;
  public static final Field OUTCOME = PropensityExamples.OUTCOME;

  public static final Table TABLE =
      Table.of(
          "propensity_predictions",
          "one row per as-of and customer in the population of the model",
          CUSTOMER,
          AS_OF,
          PROBABILITY,
          SCORE,
          OUTCOME);

  public Predictions {
    rows = TABLE.conform(rows);
  }
}
