package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What a second stage knows about each item at the as-of, by item number: from pairs of customer
 * and item, so that a customer counts once for an item.
 *
 * @param names of the signals
 * @param values one array per signal, as long as the catalogue; NaN is unknown
 */
record ItemSignals(List<String> names, float[][] values) implements Serializable {

  private static final int[] WINDOWS = {7, 28, 91};
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final double SECONDS_PER_DAY = 86_400;

  private static final String PRICE = "item_price";
  private static final String REPEAT_DAYS = "item_repeat_days";

  static final List<String> NAMES =
      List.of(
          "item_customers_7d",
          "item_customers_28d",
          "item_customers_91d",
          "item_customers",
          "item_trend",
          "item_repeat_share",
          "item_days_since_first_sale",
          "item_days_since_last_sale",
          PRICE,
          REPEAT_DAYS);

  static ItemSignals of(History history, Catalogue catalogue) {
    float[][] values = new float[NAMES.size()][catalogue.size()];
    for (float[] one : values) {
      Arrays.fill(one, Float.NaN);
    }
    for (Row row : collected(history)) {
      int item = catalogue.number(row.getString(0));
      if (item >= 0) {
        write(row, item, values);
      }
    }
    return new ItemSignals(NAMES, values);
  }

  private static List<Row> collected(History history) {
    Column asOf = unix_micros(lit(history.asOf()));
    Column between =
        unix_seconds(Affinities.LAST_BOUGHT.col())
            .minus(unix_seconds(Affinities.FIRST_BOUGHT.col()));
    Column last = asOf.minus(unix_micros(Affinities.LAST_BOUGHT.col()));
    return Giants.leftOutOf(history)
        .affinities()
        .rows()
        .where(Affinities.ORDERS.col().gt(0))
        .groupBy(Affinities.ITEM.col())
        .agg(
            count_if(last.leq(micros(WINDOWS[0]))),
            count_if(last.leq(micros(WINDOWS[1]))),
            count_if(last.leq(micros(WINDOWS[2]))),
            count(lit(1)),
            count_if(Affinities.ORDERS.col().gt(1)),
            asOf.minus(unix_micros(min(Affinities.FIRST_BOUGHT.col()))),
            asOf.minus(unix_micros(max(Affinities.LAST_BOUGHT.col()))),
            avg(Affinities.PRICE.col()).cast("double"),
            sum(when(Affinities.ORDERS.col().gt(1), between)),
            sum(when(Affinities.ORDERS.col().gt(1), Affinities.ORDERS.col().minus(1))))
        .collectAsList();
  }

  /** Mean unit price; NaN when unknown. */
  float price(int item) {
    return values[NAMES.indexOf(PRICE)][item];
  }

  /** Mean days from one order to the next of those who buy it again; NaN when unknown. */
  float repeatDays(int item) {
    return values[NAMES.indexOf(REPEAT_DAYS)][item];
  }

  private static void write(Row row, int item, float[][] values) {
    for (int window = 0; window < 4; window++) {
      values[window][item] = (float) StrictMath.log1p(row.getLong(1 + window));
    }
    // against the two months before, each count moved up a little so that few customers say little
    double lately = row.getLong(2) + 1.0;
    double before = (row.getLong(3) - row.getLong(2)) * 28.0 / 63.0 + 1.0;
    values[4][item] = (float) (lately / before);
    values[5][item] = (float) ((row.getLong(5) + 0.5) / (row.getLong(4) + 5.0));
    values[6][item] = (float) (row.getLong(6) / MICROS_PER_DAY);
    values[7][item] = (float) (row.getLong(7) / MICROS_PER_DAY);
    values[8][item] = row.isNullAt(8) ? Float.NaN : (float) row.getDouble(8);
    values[9][item] =
        row.isNullAt(9) ? Float.NaN : (float) (row.getLong(9) / SECONDS_PER_DAY / row.getLong(10));
  }

  private static long micros(int days) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(days)));
  }
}
