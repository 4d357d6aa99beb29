package org.alsolike.models.recommend;

import static org.alsolike.tables.Purchases.CUSTOMER;
import static org.alsolike.tables.Purchases.ITEM;
import static org.alsolike.tables.Purchases.OCCURRED_AT;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recommends what the customer bought before: the number of the customer's orders that hold the
 * item, each counting less the longer ago it was, and all the less the more recently the item was
 * bought against the time after which it is bought again. Personal frequency is the strongest
 * single signal of what a customer buys next where people buy again (Hu, He, Gao, Zhang 2020,
 * "Modeling Personalized Item Frequency Information for Next-basket Recommendation"; Li et al.
 * 2023, "A Next Basket Recommendation Reality Check"); when it is due is the next (Bhagat,
 * Muralidharan, Lobzhanidze, Vishwanath 2018, "Buy It Again: Modeling Repeat Purchase
 * Recommendations").
 *
 * <p>The score is {@code frequency (1 - s + s d / (d + m))}, where s is the due share, d the days
 * since the last order and m the {@linkplain RepeatIntervals interval} that is expected of this
 * customer and item.
 *
 * @param halfLife an order of this age counts one half
 * @param dueShare how much of the score goes by how due the item is, from 0 to 1
 */
public record OwnHistory(Duration halfLife, double dueShare) implements Recommender {

  private static final String TABLE_NAME = "own_history";
  private static final String OWN = "own";

  public OwnHistory {
    Hyperparameter.require("half_life", halfLife);
    Hyperparameter.requireBetween("due_share", dueShare, 0, 1);
  }

  public static OwnHistory defaults() {
    return new OwnHistory(Duration.ofDays(180), 0.3);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().log("half_life", "15d", "720d").linear("due_share", "0", "0.8");
  }

  @Override
  public RecommendationModel train(History history) {
    HalfLife decay = new HalfLife(halfLife, history.asOf());
    Column one = decay.weightOf(OCCURRED_AT.col());
    RepeatIntervals intervals = new RepeatIntervals(history.asOf());
    Dataset<Row> once = intervals.once(history, frequency(one));
    Dataset<Row> often = intervals.often(history, frequency(sum(one)));
    if (dueShare == 0) {
      return new Model(once.unionByName(often));
    }
    Column due = lit(1 - dueShare).plus(lit(dueShare).multiply(RepeatIntervals.due()));
    return new Model(
        intervals
            .of(once, often, history.withoutGiants(often))
            .withColumn(Recommendations.SCORE.name(), Recommendations.SCORE.col().multiply(due)));
  }

  private static Column frequency(Column weight) {
    return weight.cast("double").as(Recommendations.SCORE.name());
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements RecommendationModel {

    private final Dataset<Row> scores;

    Model(Dataset<Row> scores) {
      this.scores = Tables.TABLE.conform(scores);
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(TABLE_NAME, scores);
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      Catalogue catalogue = Catalogue.of(scores);
      Dataset<Row> own =
          scores
              .groupBy(CUSTOMER.col())
              .agg(collect_list(struct(ITEM.col(), Recommendations.SCORE.col())).as(OWN));
      // one row per customer on both sides
      Dataset<Row> customers =
          Ranking.customers(history, candidates.viewers()).join(own, CUSTOMER.name());
      return new Ranking(catalogue, new OwnScores(catalogue), name())
          .forCustomers(customers, candidates, k);
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      throw Relates.refusal(name());
    }
  }

  private record OwnScores(Catalogue catalogue) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      List<Row> own = profile.row().getList(profile.row().fieldIndex(OWN));
      own.forEach(one -> scores[catalogue.number(one.getString(0))] = one.getDouble(1));
    }
  }

  /** Apart from the hyperparameters, which are also read where Spark's types are not needed. */
  private static final class Tables {
    private static final Table TABLE =
        Table.of(
            TABLE_NAME,
            "one row per customer and item bought",
            CUSTOMER,
            ITEM,
            Recommendations.SCORE);
  }
}
