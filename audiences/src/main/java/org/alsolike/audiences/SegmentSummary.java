package org.alsolike.audiences;

import static org.alsolike.tables.SegmentMembers.CONTACTABLE;
import static org.alsolike.tables.SegmentMembers.EXCLUDED;
import static org.alsolike.tables.SegmentMembers.HOLDOUT;
import static org.alsolike.tables.SegmentMembers.PROBABILITY;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alsolike.tables.SegmentMembers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * A segment in a few numbers. Members are either contactable or excluded for one reason.
 *
 * @param holdout members held out, whether or not they could be contacted otherwise
 * @param expectedBuyers sum of the members' probabilities; empty when the segment speaks of no
 *     propensity model
 * @param excluded members per reason: no_consent, then unknown_consent, then holdout
 */
public record SegmentSummary(
    String segment,
    long members,
    long holdout,
    long contactable,
    Optional<Double> expectedBuyers,
    Map<String, Long> excluded) {

  /** Runs one Spark job: keep the members where they are cheap to read. */
  public static SegmentSummary of(SegmentMembers members) {
    Column exact = PROBABILITY.col().cast("decimal(18,15)"); // a sum without order
    Row row =
        members
            .rows()
            .agg(
                count(lit(1)),
                count_if(HOLDOUT.col()),
                count_if(CONTACTABLE.col()),
                sum(exact),
                count_if(because(Segments.NO_CONSENT)),
                count_if(because(Segments.UNKNOWN_CONSENT)),
                count_if(because(Segments.HELD_OUT)))
            .head();
    Map<String, Long> excluded = new LinkedHashMap<>();
    excluded.put(Segments.NO_CONSENT, row.getLong(4));
    excluded.put(Segments.UNKNOWN_CONSENT, row.getLong(5));
    excluded.put(Segments.HELD_OUT, row.getLong(6));
    return new SegmentSummary(
        members.segment(),
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        Optional.ofNullable(row.getDecimal(3)).map(BigDecimal::doubleValue),
        excluded);
  }

  private static Column because(String reason) {
    return EXCLUDED.col().equalTo(reason);
  }
}
