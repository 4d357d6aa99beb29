package org.alsolike.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The one place that compares a moment with an as-of. The cut-off is exclusive: what happens at the
 * as-of belongs to the future.
 */
public final class AsOf {

  static final Field AS_OF = CustomerFeatures.AS_OF;

  private static final double MICROS_PER_DAY = 86_400e6;
  private static final int FEW = 2;

  private AsOf() {}

  /**
   * Each row once per as-of that it happened before, with that as-of in a new column.
   *
   * @param rows with {@link Events#OCCURRED_AT}
   */
  static Dataset<Row> cut(Dataset<Row> rows, List<Instant> asOfs) {
    Column happened = Events.OCCURRED_AT.col();
    // The first filter says nothing new; it is there to be pushed down into the files.
    return oncePer(asOfs, beforeTheLast(rows, asOfs)).where(happened.lt(AS_OF.col()));
  }

  /** What happened before any as-of at all: once rows are added up, files are read whole. */
  static Dataset<Row> beforeTheLast(Dataset<Row> rows, List<Instant> asOfs) {
    return rows.where(Events.OCCURRED_AT.col().lt(lit(Collections.max(asOfs))));
  }

  /**
   * Each statement once per as-of at which it was known.
   *
   * @param knownFrom the column that says from when on; null: timeless, known at every as-of
   */
  static Dataset<Row> known(Dataset<Row> statements, Field knownFrom, List<Instant> asOfs) {
    Column timeless = knownFrom.col().isNull();
    return oncePer(asOfs, statements).where(timeless.or(knownFrom.col().lt(AS_OF.col())));
  }

  /** The future, to judge and to learn from: each row once per as-of whose window it falls into. */
  public static Dataset<Row> after(Dataset<Row> rows, List<Instant> asOfs, Duration within) {
    Column happened = Events.OCCURRED_AT.col();
    return oncePer(asOfs, rows)
        .where(happened.geq(AS_OF.col()).and(happened.lt(AS_OF.col().plus(lit(within)))));
  }

  /** True for moments in the window that ends at the as-of. */
  static Column withinLast(Duration window, Column moment) {
    return moment.geq(AS_OF.col().minus(lit(window)));
  }

  /**
   * Numbers the spans between all as-ofs and the starts of all windows before them. Moments of one
   * span are before the same as-ofs and in the same windows, so what happens in it may be added up
   * before it is repeated once per as-of.
   */
  static Column span(Column moment, List<Instant> asOfs, List<Duration> windows) {
    NavigableSet<Instant> starts = new TreeSet<>(asOfs);
    for (Duration window : windows) {
      asOfs.forEach(asOf -> starts.add(asOf.minus(window)));
    }
    int number = starts.size();
    Column span = when(moment.geq(lit(starts.last())), number);
    for (Instant start : starts.headSet(starts.last(), false).descendingSet()) {
      span = span.when(moment.geq(lit(start)), --number);
    }
    return span.otherwise(0);
  }

  /** Days of 24 hours from a moment to the as-of, with their fraction. */
  static Column daysSince(Column moment) {
    return unix_micros(AS_OF.col()).minus(unix_micros(moment)).divide(MICROS_PER_DAY);
  }

  /** Whole periods from a moment to the as-of: 0 for the last one before it. */
  static Column periodsSince(Column moment, Duration period) {
    return floor(daysSince(moment).divide((double) period.toDays()));
  }

  /**
   * Whether there are so many as-ofs that it pays to add up what happens in a {@link #span} before
   * it is repeated once per as-of.
   */
  static boolean areMany(List<Instant> asOfs) {
    return asOfs.size() > FEW;
  }

  private static Dataset<Row> oncePer(List<Instant> asOfs, Dataset<Row> rows) {
    Column[] moments = asOfs.stream().distinct().sorted().map(t -> lit(t)).toArray(Column[]::new);
    return moments.length == 1
        ? rows.withColumn(AS_OF.name(), moments[0])
        : rows.withColumn(AS_OF.name(), explode(array(moments)));
  }
}
