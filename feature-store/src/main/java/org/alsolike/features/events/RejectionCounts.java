package org.alsolike.features.events;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.Row;

/**
 * How many rows of a source were read, accepted and rejected, and why.
 *
 * @param rejected most frequent first, ties by name
 */
public record RejectionCounts(String source, long read, long accepted, List<Reason> rejected) {

  /**
   * @param broken true: the row could not be understood; false: a rule of the shop filters it
   */
  public record Reason(String name, boolean broken, long rows) {}

  /**
   * Counts rows; runs a Spark job. Count what was written, not what is still to be computed: a
   * source that grows meanwhile would give other figures.
   */
  public static RejectionCounts of(ValidatedRows validated) {
    List<Reason> reasons =
        validated
            .rows()
            .groupBy(ValidatedRows.REASON.col(), ValidatedRows.BROKEN.col())
            .agg(count(lit(1)))
            .collectAsList()
            .stream()
            .map(RejectionCounts::reason)
            .toList();
    long read = reasons.stream().mapToLong(Reason::rows).sum();
    List<Reason> rejected =
        reasons.stream()
            .filter(reason -> reason.name() != null)
            .sorted(Comparator.comparingLong(Reason::rows).reversed().thenComparing(Reason::name))
            .toList();
    long lost = rejected.stream().mapToLong(Reason::rows).sum();
    return new RejectionCounts(validated.source(), read, read - lost, rejected);
  }

  private static Reason reason(Row row) {
    return new Reason(row.getString(0), row.getBoolean(1), row.getLong(2));
  }

  /** Rows that could not be understood. */
  public long broken() {
    return rejected.stream().filter(Reason::broken).mapToLong(Reason::rows).sum();
  }

  /** Broken rows over rows read; 0 when nothing was read. */
  public double brokenShare() {
    return read == 0 ? 0 : (double) broken() / read;
  }

  /**
   * @param allowed the largest share of broken rows that may pass, 0 to 1
   * @param written where all rows stand, for people
   * @throws InputRejected when more rows are broken
   */
  public void refuseAbove(double allowed, String written) {
    if (brokenShare() > allowed) {
      String reasons =
          rejected.stream()
              .filter(Reason::broken)
              .map(reason -> String.format(Locale.ROOT, "%,d %s", reason.rows(), reason.name()))
              .collect(joining(", "));
      throw new InputRejected(
          String.format(
              Locale.ROOT,
              "%s: %.2f %% of %,d rows are broken (%s), allowed are %.2f %%;"
                  + " look at the rows with a reason in %s, then mend the source or set"
                  + " sources.max_broken",
              source,
              100 * brokenShare(),
              read,
              reasons,
              100 * allowed,
              written));
    }
  }
}
