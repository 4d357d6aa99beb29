package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.LAST_BOUGHT;
import static org.alsolike.tables.PopularItems.COUNTRY;
import static org.alsolike.tables.PopularItems.EVERYWHERE;
import static org.alsolike.tables.PopularItems.ITEM;
import static org.alsolike.tables.PopularItems.RANK;
import static org.alsolike.tables.PopularItems.SCORE;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What a customer is shown when no recommender has enough to say: what is popular in the customer's
 * country, then what is popular everywhere. An item's popularity is the number of known customers
 * who bought it lately.
 *
 * @param window how far back purchases count. Where they name fewer than {@code depth} items, four
 *     times as far, and where that is not enough, all of the past
 * @param depth how many items a list keeps; more than are shown, because those that a customer has
 *     bought are left out
 * @param minCustomers a country with fewer customers has no list of its own: it would show what
 *     single persons bought
 */
public record Fallback(Duration window, int depth, int minCustomers) {

  /** The tiers of what lists are filled up with. */
  public static final String POPULAR_IN_COUNTRY = "popular_in_country";

  public static final String POPULAR = "popular";

  public Fallback {
    Hyperparameter.require("window", window);
    Hyperparameter.requireBetween("depth", depth, 1, 100000);
    Hyperparameter.requireBetween("min_customers", minCustomers, 1, 1000000);
  }

  public static Fallback defaults() {
    return new Fallback(Duration.ofDays(28), 200, 5);
  }

  /**
   * The lists per country and for everywhere, best first.
   *
   * @param excluded ids of items that no list may hold
   */
  public PopularItems popularItems(History history, Set<String> excluded) {
    // Not constants: settings are also read where Spark is never started.
    WindowSpec bestFirst =
        Window.partitionBy(COUNTRY.col()).orderBy(SCORE.col().desc(), ITEM.col());
    Column inWindow = LAST_BOUGHT.col().geq(lit(history.asOf().minus(window)));
    Column inLongWindow = LAST_BOUGHT.col().geq(lit(history.asOf().minus(window.multipliedBy(4))));
    Column inCountryOfEnough =
        COUNTRY.col().equalTo(EVERYWHERE).or(col("customers").geq(minCustomers));
    Dataset<Row> items =
        buyers(history)
            .join(items(history, excluded), new String[] {ITEM.name()}, "left_anti")
            .groupBy(COUNTRY.col(), ITEM.col())
            .agg(
                count_if(inWindow).as("lately"),
                count_if(inLongWindow).as("longer"),
                count(lit(1)).as("ever"));
    return new PopularItems(
        items
            .join(
                customersPerCountry(history), // one row per country on the right
                new String[] {COUNTRY.name()},
                "left")
            .where(inCountryOfEnough)
            .withColumn(SCORE.name(), countOfShortestWindowWithEnoughItems().cast(SCORE.type()))
            .where(SCORE.col().gt(0))
            .withColumn(RANK.name(), row_number().over(bestFirst).cast(RANK.type()))
            .where(RANK.col().leq(depth)));
  }

  private static Dataset<Row> items(History history, Set<String> ids) {
    return history
        .affinities()
        .rows()
        .sparkSession()
        .createDataset(List.copyOf(ids), Encoders.STRING())
        .toDF(ITEM.name());
  }

  private Column countOfShortestWindowWithEnoughItems() {
    WindowSpec wholeCountry =
        Window.partitionBy(COUNTRY.col())
            .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Column latelySold = count_if(col("lately").gt(0)).over(wholeCountry);
    Column longerSold = count_if(col("longer").gt(0)).over(wholeCountry);
    return when(latelySold.geq(depth), col("lately"))
        .when(longerSold.geq(depth), col("longer"))
        .otherwise(col("ever"));
  }

  /** One row per country, item and customer with the last purchase, and again for everywhere. */
  private static Dataset<Row> buyers(History history) {
    Column countries = array_compact(array(lit(EVERYWHERE), COUNTRY.col()));
    return kept(history)
        .select(CUSTOMER.col(), ITEM.col(), LAST_BOUGHT.col())
        .join(countries(history), columns(), "left") // at most one row on the right
        .withColumn(COUNTRY.name(), explode(countries));
  }

  private static Dataset<Row> customersPerCountry(History history) {
    return kept(history)
        .select(CUSTOMER.col())
        .distinct()
        .join(countries(history), columns()) // at most one row on the right
        .groupBy(COUNTRY.col())
        .agg(count(lit(1)).as("customers"));
  }

  private static Dataset<Row> kept(History history) {
    return Giants.leftOutOf(history).affinities().rows().where(LAST_BOUGHT.col().isNotNull());
  }

  /** One row per customer whose country is known. */
  static Dataset<Row> countries(History history) {
    CustomerFeatures features = history.customerFeatures();
    Column country =
        features.schema().find(COUNTRY.name()).isPresent()
            ? COUNTRY.col()
            : lit(null).cast(COUNTRY.type());
    return features
        .rows()
        .select(CustomerFeatures.CUSTOMER.col(), country.as(COUNTRY.name()))
        .where(COUNTRY.col().isNotNull().and(COUNTRY.col().notEqual(EVERYWHERE)));
  }

  private static String[] columns() {
    return new String[] {CUSTOMER.name()};
  }
}
