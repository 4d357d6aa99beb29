package org.alsolike.models.propensity;

import static org.alsolike.tables.PropensityExamples.AS_OF;
import static org.alsolike.tables.PropensityExamples.CUSTOMER;
import static org.alsolike.tables.PropensityExamples.OUTCOME;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.alsolike.tables.Feature;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a fit is going to hold, known before it starts. A fit runs in one process, on all rows of
 * the examples or, above {@code max_rows}, on a sample of them that depends on customer and as-of
 * alone.
 *
 * @param model name of the propensity model
 * @param read rows of the examples
 * @param perAsOf what is learned from, earliest first; the last as-of calibrates
 */
public record TrainingPlan(
    String model, long read, List<AsOfRows> perAsOf, PropensityExamples examples) {

  private static final String VALUES = "values";
  private static final int SLICES = 1_000_000;
  private static final int BYTES_PER_ROW = 200;
  private static final int BYTES_PER_VALUE = 64;

  /**
   * The rows of one as-of.
   *
   * @param positives those with the outcome
   */
  public record AsOfRows(Instant asOf, long rows, long positives) {}

  public TrainingPlan {
    perAsOf = List.copyOf(perAsOf);
  }

  /**
   * Counts the examples in one Spark job, or two where a sample has to be taken.
   *
   * @throws NothingToLearn when there are no rows, only one as-of, or only one class
   */
  public static TrainingPlan of(PropensitySettings settings, PropensityExamples examples) {
    List<AsOfRows> all = counted(examples.rows());
    long read = all.stream().mapToLong(AsOfRows::rows).sum();
    PropensityExamples kept = examples;
    if (read > settings.maxRows()) {
      kept = new PropensityExamples(examples.schema(), sample(examples.rows(), settings, read));
      all = counted(kept.rows());
    }
    return new TrainingPlan(settings.name(), read, all, kept).refusingTheImpossible();
  }

  /** Rows that are learned from. */
  public long rows() {
    return perAsOf.stream().mapToLong(AsOfRows::rows).sum();
  }

  /** Estimated heap and native memory of collecting and fitting. */
  public long bytes() {
    long values = examples.schema().numeric().size();
    return rows() * (BYTES_PER_ROW + BYTES_PER_VALUE * values);
  }

  /** One line for people. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %,d%s rows at %d as-ofs (%s .. %s), %,d features, about %,d MB",
        model,
        rows(),
        rows() < read ? String.format(Locale.ROOT, " of %,d", read) : "",
        perAsOf.size(),
        day(perAsOf.get(0)),
        day(perAsOf.get(perAsOf.size() - 1)),
        examples.schema().numeric().size(),
        Math.max(1, bytes() >> 20));
  }

  /** Brings the rows to this process, ordered by as-of and customer, one partition at a time. */
  public LearningRows collect() {
    List<Feature> features = examples.schema().numeric();
    Column[] values =
        features.stream().map(f -> col(f.name()).cast("double")).toArray(Column[]::new);
    Iterator<Row> ordered =
        examples
            .rows()
            .orderBy(AS_OF.col(), CUSTOMER.col())
            .select(unix_micros(AS_OF.col()), OUTCOME.col(), array(values).as(VALUES))
            .toLocalIterator();
    long calibration = micros(perAsOf.get(perAsOf.size() - 1).asOf());
    LearningRows.Split training = new LearningRows.Split(new ArrayList<>(), new ArrayList<>());
    LearningRows.Split calibrating = new LearningRows.Split(new ArrayList<>(), new ArrayList<>());
    while (ordered.hasNext()) {
      Row row = ordered.next();
      (row.getLong(0) == calibration ? calibrating : training)
          .add(RawValues.of(row.getList(2)), row.getBoolean(1));
    }
    List<String> names = features.stream().map(Feature::name).toList();
    return new LearningRows(model, names, training, calibrating);
  }

  private static List<AsOfRows> counted(Dataset<Row> rows) {
    return rows
        .groupBy(unix_micros(AS_OF.col()).as(AS_OF.name()))
        .agg(count(lit(1)), count_if(OUTCOME.col()))
        .orderBy(AS_OF.col())
        .collectAsList()
        .stream()
        .map(row -> new AsOfRows(instant(row.getLong(0)), row.getLong(1), row.getLong(2)))
        .toList();
  }

  /** Rows whose hash falls into the first slices: about, and at most about, the cap. */
  private static Dataset<Row> sample(Dataset<Row> rows, PropensitySettings settings, long read) {
    long slices = (long) ((double) settings.maxRows() / read * SLICES);
    Column slice = pmod(xxhash64(CUSTOMER.col(), unix_micros(AS_OF.col())), lit((long) SLICES));
    return rows.where(slice.lt(slices));
  }

  private TrainingPlan refusingTheImpossible() {
    if (rows() == 0) {
      throw new NothingToLearn(
          "propensity %s has no rows to learn from; widen its population or use earlier data"
              .formatted(model));
    }
    if (perAsOf.size() < 2) {
      throw new NothingToLearn(
          "propensity %s has rows at one as-of only (%s) and needs two: one to train and a later one to calibrate; shorten outcome.within or every"
              .formatted(model, perAsOf.get(0).asOf()));
    }
    int last = perAsOf.size() - 1;
    refuseOneClass(perAsOf.subList(0, last), "to train on");
    refuseOneClass(perAsOf.subList(last, last + 1), "to calibrate on");
    return this;
  }

  private void refuseOneClass(List<AsOfRows> part, String purpose) {
    long rows = part.stream().mapToLong(AsOfRows::rows).sum();
    long positives = part.stream().mapToLong(AsOfRows::positives).sum();
    if (positives == 0 || positives == rows) {
      throw new NothingToLearn(
          "propensity %s has only one class %s: the outcome is %s in all %d rows; change its population or outcome.within"
              .formatted(model, purpose, positives > 0, rows));
    }
  }

  private static String day(AsOfRows rows) {
    return rows.asOf().toString().substring(0, "2011-11-09".length());
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
