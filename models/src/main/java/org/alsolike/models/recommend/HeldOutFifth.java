package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.Duration;
import java.util.List;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * A past for those who have none: of each customer's items a fifth, drawn by a hash of both, counts
 * as what was bought later. The fifth is rounded to whole items; who holds two items or more gives
 * at least one, who holds a single item keeps it, since nothing else is known of them.
 */
public final class HeldOutFifth implements Past {

  private static final double SHARE = 0.2;
  private static final String PLACE = "place";
  private static final String HELD = "held";

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    Dataset<Row> pairs = drawn(history.affinities().rows());
    Column heldOut = pairs.col(PLACE).leq(heldOut(pairs.col(HELD)));
    Dataset<Row> later = pairs.where(heldOut).select(KEY[0], KEY[1]);
    Dataset<Row> lines = history.purchases().rows();
    // at most one pair for each line; a line without a customer has none and stays
    History before =
        history.with(
            new Affinities(pairs.where(heldOut.unary_$bang()).drop(PLACE, HELD)),
            new Purchases(lines.join(later, KEY, "left_anti")));
    return List.of(new Episode(before, new Purchases(lines.join(later, KEY, "left_semi"))));
  }

  private static final String[] KEY = {Affinities.CUSTOMER.name(), Affinities.ITEM.name()};

  /** Each customer's items in an order drawn by a hash, and how many there are. */
  private static Dataset<Row> drawn(Dataset<Row> pairs) {
    Column draw = xxhash64(Affinities.CUSTOMER.col(), Affinities.ITEM.col());
    var customer = Window.partitionBy(Affinities.CUSTOMER.col());
    var inOrder = customer.orderBy(draw, Affinities.ITEM.col());
    var all = customer.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    return pairs
        .withColumn(
            PLACE,
            row_number()
                .over(inOrder.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
        .withColumn(HELD, count(lit(1)).over(all));
  }

  private static Column heldOut(Column held) {
    Column fifth = greatest(lit(1), round(held.multiply(SHARE)));
    return when(held.gt(1), fifth).otherwise(lit(0));
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    return recommender.train(history);
  }
}
