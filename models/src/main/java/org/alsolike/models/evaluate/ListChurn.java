package org.alsolike.models.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much of the lists is other than in the lists that are served now. A list's churn is the share
 * of its first k items that are not within the first k of the same customer's (or item's) served
 * list, in whatever order; the figure is the mean over those who have a list in both.
 *
 * @param k how far down the lists are looked at
 */
public record ListChurn(int k) {

  private static final String LIST = "list";
  private static final String OWNER = "owner";
  private static final String SHOWN = "shown";
  private static final String NOW = "now";
  private static final String BEFORE = "before";
  private static final String STAYED = "stayed";
  private static final Column LEFT = lit(1).minus(col(STAYED).divide(col(NOW)));

  /** A churn of 1 in fixed point, so that sums do not depend on the order of their terms. */
  private static final double ONE = 0x1p32;

  /** Lists of one kind, ours or those that are served. */
  public record Lists(String list, Dataset<Row> rows, Column owner, Column shown) {

    public static Lists of(Recommendations lists) {
      return new Lists(
          lists.list(), lists.rows(), Recommendations.CUSTOMER.col(), Recommendations.ITEM.col());
    }

    public static Lists of(SimilarItems lists) {
      return new Lists(
          lists.list(), lists.rows(), SimilarItems.ITEM.col(), SimilarItems.SIMILAR.col());
    }

    /** Other rows of the same list. */
    public Lists as(Dataset<Row> others) {
      return new Lists(list, others, owner, shown);
    }

    private Dataset<Row> within(int k) {
      return rows.where(Recommendations.RANK.col().leq(k))
          .select(lit(list).as(LIST), owner.as(OWNER), shown.as(SHOWN));
    }
  }

  /**
   * What is said of a list.
   *
   * @param churn from 0, the same items, to 1, none of them
   * @param both how many have a list in both
   */
  public record Churn(double churn, long both) {}

  /** By the lists' names; what only one side has is left out. Runs one job. */
  public Map<String, Churn> of(List<Lists> now, List<Lists> served) {
    Map<String, Churn> churns = new LinkedHashMap<>();
    together(now)
        .withColumn(NOW, lit(1))
        .withColumn(BEFORE, lit(0))
        .unionByName(together(served).withColumn(NOW, lit(0)).withColumn(BEFORE, lit(1)))
        .groupBy(LIST, OWNER, SHOWN)
        .agg(max(NOW).as(NOW), max(BEFORE).as(BEFORE))
        .groupBy(LIST, OWNER)
        .agg(
            sum(NOW).as(NOW),
            sum(BEFORE).as(BEFORE),
            sum(col(NOW).multiply(col(BEFORE))).as(STAYED))
        .where(col(NOW).gt(0).and(col(BEFORE).gt(0)))
        .groupBy(LIST)
        .agg(sum(round(lit(ONE).multiply(LEFT)).cast("long")), count(lit(1)))
        .orderBy(LIST)
        .collectAsList()
        .forEach(row -> churns.put(row.getString(0), churn(row.getLong(1), row.getLong(2))));
    return churns;
  }

  private Dataset<Row> together(List<Lists> lists) {
    return lists.stream().map(one -> one.within(k)).reduce(Dataset::union).orElseThrow();
  }

  private static Churn churn(long sum, long both) {
    return new Churn(sum / ONE / both, both);
  }
}
