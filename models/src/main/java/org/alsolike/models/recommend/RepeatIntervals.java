package org.alsolike.models.recommend;

import static org.alsolike.tables.Purchases.CUSTOMER;
import static org.alsolike.tables.Purchases.ITEM;
import static org.alsolike.tables.Purchases.KEPT;
import static org.alsolike.tables.Purchases.OCCURRED_AT;
import static org.alsolike.tables.Purchases.ORDER;
import static org.apache.spark.sql.functions.array;
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
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import java.time.Instant;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
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

  private static final Column DAY = unix_micros(OCCURRED_AT.col()).divide(lit(MICROS_PER_DAY));
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
   * What was bought in one order only: it has no intervals, and affinities tell the rest.
   *
   * @param further of the order, by when it was made
   */
  Dataset<Row> once(History history, Column further) {
    return history
        .affinities()
        .rows()
        .where(Affinities.ORDERS.col().equalTo(1))
        .withColumn(OCCURRED_AT.name(), Affinities.LAST_BOUGHT.col())
        .select(
            CUSTOMER.col(),
            ITEM.col(),
            array(DAY).as(DAYS),
            array().cast("array<double>").as(INTERVALS),
            further);
  }

  /**
   * What was bought in several orders.
   *
   * @param further an aggregate of the orders, by when they were made
   */
  Dataset<Row> often(History history, Column further) {
    Dataset<Row> pairs =
        history
            .affinities()
            .rows()
            .where(Affinities.ORDERS.col().gt(1))
            .select(CUSTOMER.col(), ITEM.col());
    return history
        .purchases()
        .rows()
        .where(KEPT.col().gt(0))
        .join(pairs, new String[] {CUSTOMER.name(), ITEM.name()}, "left_semi")
        .groupBy(CUSTOMER.col(), ITEM.col(), ORDER.col())
        .agg(max(OCCURRED_AT.col()).as(OCCURRED_AT.name()))
        .groupBy(CUSTOMER.col(), ITEM.col())
        .agg(sort_array(collect_list(DAY)).as(DAYS), further)
        .withColumn(INTERVALS, sort_array(intervals()));
  }

  /**
   * One row per customer and item, for {@link #due}, with what was gathered further.
   *
   * @param once as {@link #once} gives them
   * @param often as {@link #often} gives them
   * @param taught those of them that tell what to expect of others
   */
  Dataset<Row> of(Dataset<Row> once, Dataset<Row> often, Dataset<Row> taught) {
    double now = asOf.getEpochSecond() / 86_400.0 + asOf.getNano() / 86_400e9;
    Column since = greatest(lit(now).minus(element_at(col(DAYS), -1)), lit(HALF_A_DAY));
    return once.unionByName(often)
        .join(ofItems(taught), new String[] {ITEM.name()}, "left") // one row per item on the right
        .join(broadcast(ofAll(taught))) // one row
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
