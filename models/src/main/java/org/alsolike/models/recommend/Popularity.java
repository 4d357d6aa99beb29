package org.alsolike.models.recommend;

import static org.alsolike.tables.Purchases.CUSTOMER;
import static org.alsolike.tables.Purchases.ITEM;
import static org.alsolike.tables.Purchases.KEPT;
import static org.alsolike.tables.Purchases.OCCURRED_AT;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recommends to everyone what most customers bought lately: the baseline that every other
 * recommender must beat. A customer counts once for an item, however often it was bought.
 *
 * @param window how far back purchases count
 * @param halfLife when given, a customer counts for an item by the age of the last purchase
 */
public record Popularity(Duration window, Optional<Duration> halfLife) implements Recommender {

  private static final String TABLE_NAME = "popularity";

  public Popularity {
    Hyperparameter.require("window", window);
    halfLife.ifPresent(length -> Hyperparameter.require("half_life", length));
  }

  public static Popularity defaults() {
    return new Popularity(Duration.ofDays(28), Optional.empty());
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().log("window", "7d", "365d");
  }

  @Override
  public RecommendationModel train(History history) {
    Column kept = KEPT.col().gt(0);
    Column recent = OCCURRED_AT.col().geq(lit(history.asOf().minus(window)));
    Column customerCounts =
        halfLife
            .map(length -> new HalfLife(length, history.asOf()).weightOf(OCCURRED_AT.col()))
            .orElse(lit(1L));
    return new Model(
        history
            .purchases()
            .rows()
            .where(CUSTOMER.col().isNotNull().and(kept).and(recent))
            .groupBy(ITEM.col(), CUSTOMER.col())
            .agg(max(OCCURRED_AT.col()).as(OCCURRED_AT.name()))
            .groupBy(ITEM.col())
            .agg(sum(customerCounts).cast("double").as(Recommendations.SCORE.name())));
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements ScoringModel {

    private final Dataset<Row> items;

    Model(Dataset<Row> items) {
      this.items = Tables.TABLE.conform(items);
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(TABLE_NAME, items);
    }

    @Override
    public String tier() {
      return name();
    }

    @Override
    public Dataset<Row> items() {
      return items;
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      double[] popularity = new double[catalogue.size()];
      Arrays.fill(popularity, Double.NEGATIVE_INFINITY);
      for (Row row : items.collectAsList()) {
        int item = catalogue.number(row.getString(0));
        if (item >= 0) {
          popularity[item] = row.getDouble(1);
        }
      }
      return new SameForAll(popularity);
    }
  }

  private record SameForAll(double[] popularity) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      System.arraycopy(popularity, 0, scores, 0, scores.length);
    }
  }

  /** Apart from the hyperparameters, which are also read where Spark's types are not needed. */
  private static final class Tables {
    private static final Table TABLE =
        Table.of(TABLE_NAME, "one row per item sold", ITEM, Recommendations.SCORE);
  }
}
