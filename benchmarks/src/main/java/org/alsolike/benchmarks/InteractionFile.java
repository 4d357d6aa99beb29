package org.alsolike.benchmarks;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Who took what, from a file: comma-separated lines (customer, item, and where there are more
 * cells, time and weight), or lines of blanks between a customer and the customer's items. A time
 * is in seconds since 1970 or a date and time; a first line that names its columns is left out.
 */
record InteractionFile(Path path) {

  static final String CUSTOMER = "customer_id";
  static final String ITEM = "item_id";
  static final String TIME = "occurred_at";
  static final String WEIGHT = "weight";

  private static final Pattern HEADER =
      Pattern.compile("\\W*(customer|user)\\w*\\W+(item|product)\\w*.*", Pattern.CASE_INSENSITIVE);

  /**
   * One row per line and item: customer, item, time and weight; a time that the file does not give
   * is null, a weight 1.
   */
  Dataset<Row> rows(SparkSession spark) throws IOException {
    String first = firstLine();
    Dataset<Row> lines =
        spark.read().text(path.toUri().toString()).where(trim(col("value")).notEqual(""));
    return first.contains(",") ? separated(spark, first) : adjacent(lines);
  }

  private Dataset<Row> separated(SparkSession spark, String first) {
    boolean header = HEADER.matcher(first).matches();
    Dataset<Row> cells =
        spark.read().option("header", header).option("escape", "\"").csv(path.toUri().toString());
    String[] names = cells.columns();
    if (names.length < 2) {
      throw new IllegalArgumentException(
          path + " must have two cells a line or more: customer, item");
    }
    Column time =
        names.length < 3
            ? lit(null).cast("timestamp")
            : coalesce(
                timestamp_seconds(col("`" + names[2] + "`").try_cast("double")),
                try_to_timestamp(col("`" + names[2] + "`")));
    Column weight =
        names.length < 4
            ? lit(1.0)
            : coalesce(col("`" + names[3] + "`").try_cast("double"), lit(1.0));
    return cells.select(
        col("`" + names[0] + "`").as(CUSTOMER),
        col("`" + names[1] + "`").as(ITEM),
        time.as(TIME),
        weight.as(WEIGHT));
  }

  private static Dataset<Row> adjacent(Dataset<Row> lines) {
    Column cells = split(trim(col("value")), "\\s+");
    return lines
        .where(size(cells).gt(1))
        .select(
            element_at(cells, lit(1)).as(CUSTOMER),
            explode(slice(cells, lit(2), size(cells).minus(1))).as(ITEM),
            lit(null).cast("timestamp").as(TIME),
            lit(1.0).as(WEIGHT));
  }

  private String firstLine() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalArgumentException(path + " is empty");
      }
      return line;
    }
  }
}
