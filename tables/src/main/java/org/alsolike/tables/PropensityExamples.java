package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a propensity model learns from: features as of a moment and what happened after it. One row
 * per as-of and customer in the population.
 */
public record PropensityExamples(FeatureSchema schema, Dataset<Row> rows) {

  public static final Field CUSTOMER = CustomerFeatures.CUSTOMER;
  public static final Field AS_OF = CustomerFeatures.AS_OF;
  public static final Field OUTCOME =
      Field.flag("outcome", "true when the event happened at or after the as-of and in time");

  public PropensityExamples {
    rows = schema.conform(rows, CUSTOMER, AS_OF, OUTCOME);
  }
}
