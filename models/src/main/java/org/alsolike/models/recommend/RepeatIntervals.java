package org.alsolike.models.recommend;

import static org.alsolike.tables.Purchases.CUSTOMER;
import static org.alsolike.tables.Purchases.ITEM;
import static org.alsolike.tables.Purchases.OCCURRED_AT;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * After how many days a customer buys an item again: the median of the customer's own intervals
 * with it, shrunk to the item's, and that to the median of all. The item's counts like {@value
 * #OWN_PRIOR} intervals of the customer's, and that of all like {@value #ITEM_PRIOR} of the item's.
 * Orders less than half a day apart are one.
 *
 * @param asOf since when nothing is known
 */
record RepeatIntervals(Instant asOf) {

  private static final double OWN_PRIOR = 3;
  private static final double ITEM_PRIOR = 10;
  private static final double HALF_A_DAY = 0.5;
  private static final double MICROS_PER_DAY = 86_400e6;

  private static final String DAYS = "days";
  private static final String INTERVALS = "intervals";
  private static final String SINCE = "since";
  private static final String OVERALL = "overall";
  private static final String OF_ITEM = "of_item";
  private static final String EXPECTED = "expected";

  /**
   * How due it is: 0 just after a purchase, one half after the interval that is expected, then on
   * towards 1. One half where nobody has bought anything again.
   */
  static Column due() {
    Column known = col(SINCE).divide(col(SINCE).plus(col(EXPECTED)));
    return coalesce(known, lit(0.5));
  }

  /**
   * One row per customer and item, for {@link #due}.
   *
   * @param orders one row per customer, item and order
   * @param further an aggregate of them, which is kept
   */
  Dataset<Row> of(Dataset<Row> orders, Column further) {
    Column day = unix_micros(OCCURRED_AT.col()).divide(lit(MICROS_PER_DAY));
    Dataset<Row> bought =
        orders
            .groupBy(CUSTOMER.col(), ITEM.col())
            .agg(sort_array(collect_list(day)).as(DAYS), further)
            .withColumn(INTERVALS, sort_array(intervals()));
    double now = asOf.getEpochSecond() / 86_400.0 + asOf.getNano() / 86_400e9;
    Column since = greatest(lit(now).minus(element_at(col(DAYS), -1)), lit(HALF_A_DAY));
    return bought
        .join(ofItems(bought), new String[] {ITEM.name()}, "left") // one row per item on the right
        .join(broadcast(ofAll(bought))) // one row
        .withColumn(SINCE, since)
        .withColumn(EXPECTED, expected());
  }

  private static Column intervals() {
    Column later = slice(col(DAYS), lit(2), size(col(DAYS)));
    Column earlier = slice(col(DAYS), lit(1), size(col(DAYS)).minus(1));
    Column between = zip_with(later, earlier, (after, before) -> after.minus(before));
    return filter(between, days -> days.gt(HALF_A_DAY));
  }

  private static Dataset<Row> ofItems(Dataset<Row> bought) {
    return bought
        .select(ITEM.col(), explode(col(INTERVALS)).as(OF_ITEM))
        .groupBy(ITEM.col())
        .agg(median(col(OF_ITEM)).as(OF_ITEM), count(lit(1)).as("times"));
  }

  private static Dataset<Row> ofAll(Dataset<Row> bought) {
    return bought.select(explode(col(INTERVALS)).as(OVERALL)).agg(median(col(OVERALL)).as(OVERALL));
  }

  private static Column expected() {
    Column ofItem =
        coalesce(shrunk(col(OF_ITEM), col("times"), col(OVERALL), ITEM_PRIOR), col(OVERALL));
    Column count = size(col(INTERVALS));
    Column lower = get(col(INTERVALS), floor(count.minus(1).divide(2)).cast("int"));
    Column upper = get(col(INTERVALS), floor(count.divide(2)).cast("int"));
    Column own = lower.plus(upper).divide(2);
    return when(count.equalTo(0), ofItem).otherwise(shrunk(own, count, ofItem, OWN_PRIOR));
  }

  private static Column shrunk(Column value, Column count, Column to, double prior) {
    return value.multiply(count).plus(to.multiply(prior)).divide(count.plus(prior));
  }
}
