package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.ITEM;
import static org.alsolike.tables.Affinities.LAST_BOUGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * <p>Where it is asked for per a feature of customers, such as their country, it goes by what the
 * customers of the same group bought; what they bought equally, or not at all, is ordered by what
 * all bought. A customer of no group, or of a small one, is shown what is popular overall.
 *
 * @param window how far back purchases count
 * @param halfLife when given, a customer counts for an item by the age of the last purchase
 * @param per when given, the text feature of customers whose values are the groups
 * @param minCustomers a group of which fewer bought anything in the window is small
 */
public record Popularity(
    Duration window, Optional<Duration> halfLife, Optional<String> per, int minCustomers)
    implements Recommender {

  private static final String TABLE_NAME = "popularity";
  private static final String GROUPS_TABLE_NAME = "popularity_of_groups";

  public Popularity {
    Hyperparameter.require("window", window);
    halfLife.ifPresent(length -> Hyperparameter.require("half_life", length));
    Hyperparameter.requireBetween("min_customers", minCustomers, 1, 1_000_000);
  }

  public static Popularity defaults() {
    return over(Duration.ofDays(28));
  }

  /** The same for everyone. */
  public static Popularity over(Duration window) {
    return new Popularity(window, Optional.empty(), Optional.empty(), 20);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().log("window", "7d", "365d");
  }

  @Override
  public RecommendationModel train(History history) {
    Column recent = LAST_BOUGHT.col().geq(lit(history.asOf().minus(window)));
    Dataset<Row> buyers =
        Giants.leftOutOf(history)
            .affinities()
            .rows()
            .where(recent)
            .select(ITEM.col(), CUSTOMER.col(), LAST_BOUGHT.col());
    Column count = counted(history).cast("double").as(Recommendations.SCORE.name());
    return new Model(
        buyers.groupBy(ITEM.col()).agg(count),
        per.map(feature -> ofGroups(buyers, PopularGroups.of(history, feature), count)));
  }

  private Column counted(History history) {
    return sum(
        halfLife
            .map(length -> new HalfLife(length, history.asOf()).weightOf(LAST_BOUGHT.col()))
            .orElse(lit(1L)));
  }

  private Dataset<Row> ofGroups(Dataset<Row> buyers, Dataset<Row> groups, Column count) {
    Dataset<Row> grouped =
        buyers.join(groups, new String[] {CUSTOMER.name()}); // at most one row on the right
    Dataset<Row> large =
        grouped
            .groupBy(PopularGroups.GROUP.col())
            .agg(count_distinct(CUSTOMER.col()).as("customers"))
            .where(col("customers").geq(minCustomers))
            .select(PopularGroups.GROUP.col());
    return grouped
        .join(large, new String[] {PopularGroups.GROUP.name()}) // at most one row on the right
        .groupBy(PopularGroups.GROUP.col(), ITEM.col())
        .agg(count);
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME), per.map(feature -> tables.get(GROUPS_TABLE_NAME)));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements ScoringModel {

    private final Dataset<Row> items;
    private final Optional<Dataset<Row>> groups;

    Model(Dataset<Row> items, Optional<Dataset<Row>> groups) {
      this.items = Tables.TABLE.conform(items);
      this.groups = groups.map(PopularGroups.TABLE::conform);
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      Map<String, Dataset<Row>> tables = new TreeMap<>(Map.of(TABLE_NAME, items));
      groups.ifPresent(rows -> tables.put(GROUPS_TABLE_NAME, rows));
      return tables;
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
      return new SameForAll(overall(catalogue));
    }

    private double[] overall(Catalogue catalogue) {
      double[] popularity = new double[catalogue.size()];
      Arrays.fill(popularity, Double.NEGATIVE_INFINITY);
      for (Row row : items.collectAsList()) {
        int item = catalogue.number(row.getString(0));
        if (item >= 0) {
          popularity[item] = row.getDouble(1);
        }
      }
      return popularity;
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      if (groups.isEmpty()) {
        return ScoringModel.super.forCustomers(history, candidates, k);
      }
      Catalogue catalogue = Catalogue.of(items);
      // at most one row per customer on the right
      Dataset<Row> customers =
          Ranking.customers(history, candidates.viewers())
              .join(
                  PopularGroups.of(history, per.orElseThrow()),
                  new String[] {CUSTOMER.name()},
                  "left");
      Scorer scorer = PopularGroups.scorer(groups.get(), overall(catalogue), catalogue);
      return new Ranking(catalogue, scorer, name()).forCustomers(customers, candidates, k);
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
