package org.alsolike.models.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.Iterator;
import org.alsolike.tables.Field;
import org.alsolike.tables.PropensityExamples;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges a propensity model by what came true: one row per customer, with what was predicted and
 * the outcome. Customers of equal score are counted together in Spark and read in order, one
 * partition at a time, so that the figures are exact and the driver never holds all customers.
 */
public record PropensityJudging(Dataset<Row> rows) {

  public static final Field PROBABILITY = PropensityScores.PROBABILITY;
  public static final Field SCORE =
      Field.real("score", "before calibration; higher is more likely; it ranks the customers");
  public static final Field OUTCOME = PropensityExamples.OUTCOME;

  public static final Table TABLE =
      Table.of("judged_scores", "one row per customer", PROBABILITY, SCORE, OUTCOME);

  private static final Field CUSTOMERS = Field.integer("customers", "with equal predictions");
  private static final Field OUTCOMES = Field.integer("outcomes", "of these, came true");

  public PropensityJudging {
    rows = TABLE.conform(rows);
  }

  /**
   * Reads {@link #rows} three times: keep them where that is cheap.
   *
   * @throws IllegalArgumentException when a probability is not between 0 and 1, a score is NaN or
   *     missing, or an outcome is unknown
   */
  public PropensityFigures figures() {
    Row totals = totals();
    Ranking ranking = ranking(totals);
    Calibration calibration = new Calibration(totals.getLong(0));
    for (Iterator<Row> best = tallies(PROBABILITY).toLocalIterator(); best.hasNext(); ) {
      Row tally = best.next();
      calibration.add(tally.getDouble(0), tally.getLong(1), tally.getLong(2));
    }
    return new PropensityFigures(
        ranking.customers(),
        ranking.outcomes(),
        ranking.auc(),
        ranking.averagePrecision(),
        calibration.logLoss(),
        calibration.brier(),
        calibration.expectedError(),
        ranking.liftInTopDecile(),
        calibration.reliability());
  }

  /**
   * Of a score alone, whatever the probabilities. Reads {@link #rows} twice.
   *
   * @throws IllegalArgumentException as {@link #figures} does
   */
  public double auc() {
    return ranking(totals()).auc();
  }

  private Ranking ranking(Row totals) {
    Ranking ranking = new Ranking(totals.getLong(0), totals.getLong(1));
    for (Iterator<Row> best = tallies(SCORE).toLocalIterator(); best.hasNext(); ) {
      Row tally = best.next();
      ranking.add(tally.getLong(1), tally.getLong(2));
    }
    return ranking;
  }

  /** One row per distinct value, greatest first: customers and outcomes. */
  private Dataset<Row> tallies(Field value) {
    return rows.groupBy(value.col())
        .agg(count(lit(1)).as(CUSTOMERS.name()), count_if(OUTCOME.col()).as(OUTCOMES.name()))
        .orderBy(value.col().desc());
  }

  private Row totals() {
    Column probable = PROBABILITY.col().between(0, 1); // false for NaN, which is above all numbers
    Column ranked = SCORE.col().isNotNull().and(SCORE.col().isNaN().unary_$bang());
    Row totals =
        rows.agg(
                count(lit(1)),
                count_if(OUTCOME.col()),
                count_if(coalesce(probable, lit(false)).unary_$bang()),
                count_if(ranked.unary_$bang()),
                count_if(OUTCOME.col().isNull()))
            .head();
    refuse(totals, 2, "probability must be between 0 and 1");
    refuse(totals, 3, "score must be a number");
    refuse(totals, 4, "outcome must be true or false");
    return totals;
  }

  private static void refuse(Row totals, int wrong, String rule) {
    if (totals.getLong(wrong) > 0) {
      throw new IllegalArgumentException(
          "%s, but is not in %d of %d rows"
              .formatted(rule, totals.getLong(wrong), totals.getLong(0)));
    }
  }
}
