package org.alsolike.models.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.OptionalDouble;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Column;

/**
 * What anybody can foretell without a model: whoever ordered last orders next. A propensity model
 * that does not rank better than this was not worth its training.
 */
public final class RecencyBaseline {

  /** The name beside those of trainers. */
  public static final String NAME = "recency";

  private static final String RECENCY = "days_since_last_order";
  private static final double NEVER_ORDERED = -1e9;

  private RecencyBaseline() {}

  /**
   * The AUC of customers ranked by the days since their last order, fewest first; those who never
   * ordered come last. Empty where the features do not tell the days. Runs two small Spark jobs.
   *
   * @param judged one as-of, one row per customer
   */
  public static OptionalDouble auc(PropensityExamples judged) {
    boolean known =
        judged.schema().numeric().stream().anyMatch(feature -> feature.name().equals(RECENCY));
    if (!known) {
      return OptionalDouble.empty();
    }
    Column latestFirst = coalesce(col(RECENCY).cast("double").unary_$minus(), lit(NEVER_ORDERED));
    return OptionalDouble.of(
        new PropensityJudging(
                judged
                    .rows()
                    .select(
                        lit(0.5).as(PropensityJudging.PROBABILITY.name()), // not looked at
                        latestFirst.as(PropensityJudging.SCORE.name()),
                        PropensityJudging.OUTCOME.col()))
            .auc());
  }
}
