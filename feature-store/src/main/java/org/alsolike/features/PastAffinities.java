package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;

import java.time.Instant;
import java.util.stream.Stream;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Affinities as they were at several moments, made, written and read as one table. */
public record PastAffinities(Dataset<Row> rows) {

  private static final Table TABLE =
      Table.of(
          "past_affinities",
          "one row per as-of, customer and item",
          Stream.concat(Stream.of(AS_OF), Affinities.TABLE.fields().stream())
              .toArray(Field[]::new));

  public PastAffinities {
    rows = TABLE.conform(rows);
  }

  /** Those of one moment, which must be among the moments of the table. */
  public Affinities at(Instant asOf) {
    return new Affinities(rows.where(AS_OF.col().equalTo(asOf)));
  }
}
