package org.alsolike.models.evaluate;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;

import org.apache.spark.sql.Column;

/**
 * Ranking metrics of one customer from the ranks of the hits within the first k, ascending. Gains
 * are binary. Sums run over the ranks in order, so equal lists give equal bits.
 */
final class RankingFormulas {

  /** The deepest list that is judged. */
  static final int DEEPEST = 1000;

  /** At rank r: 1 / log2(r + 1) (Järvelin, Kekäläinen 2002). */
  private static final double[] GAINS = new double[DEEPEST];

  /** At n: the discounted gain of a list whose first n items are all relevant. */
  private static final double[] IDEAL = new double[DEEPEST];

  static {
    double sum = 0;
    for (int i = 0; i < DEEPEST; i++) {
      GAINS[i] = StrictMath.log(2) / StrictMath.log(i + 2.0);
      sum += GAINS[i];
      IDEAL[i] = sum;
    }
  }

  private RankingFormulas() {}

  static Column recall(Column hits, Column relevant) {
    return size(hits).cast("double").divide(relevant);
  }

  static Column ndcg(Column hits, Column relevant, Column k) {
    Column gain =
        aggregate(
            hits, lit(0.0), (sum, rank) -> sum.plus(element_at(lit(GAINS), rank.cast("int"))));
    return gain.divide(element_at(lit(IDEAL), least(relevant, k).cast("int")));
  }

  /** Divides by min(k, relevant), so that a perfect list of k items scores 1. */
  static Column averagePrecision(Column hits, Column relevant, Column k) {
    Column precisions = transform(hits, (rank, i) -> i.plus(1).cast("double").divide(rank));
    return aggregate(precisions, lit(0.0), Column::plus).divide(least(relevant, k));
  }
}
