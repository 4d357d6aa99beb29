package org.alsolike.benchmarks;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import org.alsolike.jobs.run.Workspace;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Who took what, from a file: comma-separated lines (customer, item, and where there are more
 * cells, time and weight), or lines of blanks or tabs between a customer and the customer's items.
 * A time is in seconds or milliseconds since 1970, or a date and time. Blank lines are nothing; a
 * first line that names its columns says which is which.
 */
record InteractionFile(Path path, FileForm form) {

  static final String CUSTOMER = "customer_id";
  static final String ITEM = "item_id";
  static final String TIME = "occurred_at";
  static final String WEIGHT = "weight";

  private static final String LINE = "value";

  /** A larger number of a time means milliseconds: as seconds it would be the year 5138. */
  private static final double MILLISECONDS_FROM = 1e11;

  private static final double LATEST_MILLISECONDS = 1e14;
  private static final double HEAVIEST = 1e6;

  /**
   * Looks at the first line.
   *
   * @throws org.alsolike.jobs.run.Stopped in one line, when there is no such file or nothing in it
   */
  static InteractionFile at(Path path) {
    return new InteractionFile(path, FileForm.of(path));
  }

  /**
   * One row per line and item: customer, item, time and weight; a time that the file does not give
   * is null, a weight 1. Lines without a customer or an item are left out, and so are those with a
   * weight that is not above 0, such as returns: they are no purchases.
   *
   * @throws org.alsolike.jobs.run.Stopped in one line, when no line is a purchase, or a time or
   *     weight cannot be read
   */
  Dataset<Row> rows(SparkSession spark) {
    Dataset<Row> rows = form.adjacent() ? adjacent(spark) : separated(spark);
    return rows.where(filled(CUSTOMER).and(filled(ITEM)).and(col(WEIGHT).gt(0)));
  }

  /** Cells as text, whatever they hold; one job that reads the file once. */
  void check(SparkSession spark) {
    if (form.adjacent()) {
      if (adjacent(spark).isEmpty()) {
        throw FileForm.refused(path, "no line has a customer and an item");
      }
      return;
    }
    Dataset<Row> cells = cells(spark);
    Column whole = filled(CUSTOMER).and(filled(ITEM));
    Column badTime = whole.and(filled(TIME)).and(time().isNull());
    Column badWeight = whole.and(filled(WEIGHT)).and(coalesce(weighs(), lit(false)).unary_$bang());
    Column noPurchase = whole.and(weight().leq(0));
    Row found =
        cells
            .agg(
                count_if(whole),
                count_if(coalesce(whole, lit(false)).unary_$bang()),
                first(when(badTime, col(TIME)), true),
                first(when(badWeight, col(WEIGHT)), true),
                count_if(noPurchase))
            .head();
    if (found.getLong(0) == 0) {
      throw FileForm.refused(path, "no line has a customer and an item");
    }
    if (!found.isNullAt(2)) {
      throw FileForm.refused(
          path,
          "the time \"%s\" is neither seconds since 1970 nor a date and time"
              .formatted(found.getString(2)));
    }
    if (!found.isNullAt(3)) {
      throw FileForm.refused(
          path, "the weight \"%s\" is not a number up to a million".formatted(found.getString(3)));
    }
    if (found.getLong(4) == found.getLong(0)) {
      throw FileForm.refused(path, "no line has a weight above 0");
    }
    if (found.getLong(4) > 0) {
      System.err.printf(
          "%s: %,d lines with a weight of 0 or less, which are no purchases%n",
          path, found.getLong(4));
    }
    if (found.getLong(1) > 0) {
      System.err.printf("%s: %,d lines without a customer or an item%n", path, found.getLong(1));
    }
  }

  private Dataset<Row> separated(SparkSession spark) {
    return cells(spark).select(col(CUSTOMER), col(ITEM), time().as(TIME), weight().as(WEIGHT));
  }

  /** Customer, item, time and weight as texts; null what a line does not have. */
  private Dataset<Row> cells(SparkSession spark) {
    StructType schema = new StructType();
    for (int i = 0; i < Math.max(4, form.columns()); i++) {
      schema = schema.add("c" + i, "string");
    }
    Dataset<Row> cells =
        spark
            .read()
            .schema(schema)
            .option("sep", form.separator())
            .option("header", form.header())
            .option("escape", "\"")
            .option("ignoreLeadingWhiteSpace", true)
            .option("ignoreTrailingWhiteSpace", true)
            .csv(Workspace.address(path));
    return cells.select(
        cell(form.customer()).as(CUSTOMER),
        cell(form.item()).as(ITEM),
        cell(form.time()).as(TIME),
        cell(form.weight()).as(WEIGHT));
  }

  private static Column cell(int place) {
    return place < 0 ? lit(null).cast("string") : trim(col("c" + place));
  }

  private Dataset<Row> adjacent(SparkSession spark) {
    Column line = regexp_replace(col(LINE), lit("^\\s+|\\s+$"), lit(""));
    Column cells = split(line, "\\s+");
    return spark
        .read()
        .text(Workspace.address(path))
        .where(size(cells).gt(1))
        .select(
            element_at(cells, lit(1)).as(CUSTOMER),
            explode(slice(cells, lit(2), size(cells).minus(1))).as(ITEM),
            lit(null).cast("timestamp").as(TIME),
            lit(1.0).as(WEIGHT));
  }

  /** Null for what is no time. */
  private static Column time() {
    Column number = col(TIME).try_cast("double");
    Column seconds =
        when(number.lt(MILLISECONDS_FROM), number)
            .when(number.lt(LATEST_MILLISECONDS), number.divide(1e3));
    return coalesce(
        timestamp_seconds(when(seconds.gt(-MILLISECONDS_FROM), seconds)),
        when(number.isNull(), try_to_timestamp(col(TIME))));
  }

  /** 1 where nothing, or nothing that can be read, stands. */
  private static Column weight() {
    return coalesce(col(WEIGHT).try_cast("double"), lit(1.0));
  }

  /** Null or false for what is no weight; NaN is above all numbers. */
  private static Column weighs() {
    return col(WEIGHT).try_cast("double").between(-HEAVIEST, HEAVIEST);
  }

  private static Column filled(String column) {
    return coalesce(length(col(column)).gt(0), lit(false));
  }
}
