package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.Optional;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Makes lists out of what recommenders propose: filled up where proposals are few, put into their
 * last order, and cut. Each list is finished where it lies, in its own partition.
 *
 * @param candidates what may be in the lists; proposals were chosen from the same
 * @param depth up to how many proposals a list is filled, from {@code size}
 * @param size places of a list
 */
public record Finishing(Candidates candidates, ListOrder order, int depth, int size) {

  /**
   * The lists of every customer in the history's features or affinities. What the customer bought
   * is never filled in.
   *
   * @param popular what lists are filled up from; empty: they are not
   */
  public TracedLists forCustomers(
      Recommendations proposed, History history, Optional<PopularItems> popular) {
    Dataset<Row> grouped =
        proposed
            .rows()
            .groupBy(Recommendations.CUSTOMER.col())
            .agg(listed(Recommendations.ITEM.col()));
    Viewers viewers = candidates.viewers();
    Dataset<Row> known =
        history.customerFeatures().rows().select(CustomerFeatures.CUSTOMER.col()).distinct();
    Dataset<Row> customers =
        Ranking.customers(history, viewers)
            // one row per customer on both sides
            .join(viewers.among(known), customer(), "full_outer")
            .join(Fallback.countries(history), customer(), "left_outer") // at most one row
            .join(grouped, customer(), "left_outer"); // at most one row on the right
    Dataset<Row> limited =
        candidates
            .limits()
            .map(limits -> limits.joinedTo(customers))
            .orElse(customers.withColumn(Limits.BITS, lit(0L)));
    Dataset<Row> rows =
        limited.select(
            Recommendations.CUSTOMER.col(),
            coalesce(PopularItems.COUNTRY.col(), lit(PopularItems.EVERYWHERE))
                .as(PopularItems.COUNTRY.name()),
            col(Ranking.HELD),
            col(FinishedRows.LISTED),
            col(Limits.BITS));
    return finished(proposed.list(), rows, FinishedRows.of(this, popular));
  }

  private static String[] customer() {
    return new String[] {Recommendations.CUSTOMER.name()};
  }

  /** The lists of items; an item is never in its own. */
  public TracedLists forItems(SimilarItems proposed) {
    Dataset<Row> rows =
        proposed
            .rows()
            .groupBy(SimilarItems.ITEM.col())
            .agg(listed(SimilarItems.SIMILAR.col()))
            .select(
                SimilarItems.ITEM.col(),
                lit(PopularItems.EVERYWHERE),
                Ranking.itself(),
                col(FinishedRows.LISTED),
                lit(~0L));
    return finished(proposed.list(), rows, FinishedRows.of(this, Optional.empty()));
  }

  private static Column listed(Column item) {
    return collect_list(
            struct(
                Recommendations.RANK.col(),
                item,
                Recommendations.SCORE.col(),
                Recommendations.TIER.col()))
        .as(FinishedRows.LISTED);
  }

  private static TracedLists finished(String list, Dataset<Row> rows, FinishedRows finish) {
    var context = JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    return new TracedLists(
        list,
        rows.mapPartitions(
            new FinishedRows.InPartition(context.broadcast(finish)),
            Encoders.row(FinishedRows.TRACED)));
  }
}
