package org.alsolike.features;

import static org.alsolike.tables.Affinities.BOUGHT;
import static org.alsolike.tables.Affinities.FIRST_BOUGHT;
import static org.alsolike.tables.Affinities.LAST_BOUGHT;
import static org.alsolike.tables.Affinities.ORDERS;
import static org.alsolike.tables.Affinities.PRICE;
import static org.alsolike.tables.Affinities.WEIGHT;
import static org.alsolike.tables.Events.CUSTOMER;
import static org.alsolike.tables.Events.ITEM;
import static org.alsolike.tables.Events.KIND;
import static org.alsolike.tables.Events.OCCURRED_AT;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How strongly a customer is drawn to an item: the sum over kept purchases and interactions of the
 * weight of their kind times 0.5 to the power of age over half-life. Each term is rounded to six
 * decimals before it is added, so the sum is exact whatever its order; Spark's pow is Java's
 * StrictMath, so the terms are the same everywhere.
 */
record AffinityRows(AffinitySettings settings) {

  private static final double SECONDS_PER_DAY = 86_400.0;
  private static final String WAS_KEPT = "was_kept";

  /**
   * @param known events before each as-of, with that as-of
   * @param purchases the same events' purchases with what was kept of them
   */
  PastAffinities of(Dataset<Row> known, PastPurchases purchases) {
    Dataset<Row> bought =
        purchases
            .rows()
            .withColumn(
                WEIGHT.name(),
                when(Purchases.KEPT.col().gt(0), term(weightOf(Events.PURCHASE)))
                    .otherwise(lit(0).cast(WEIGHT.type())))
            .withColumn(BOUGHT.name(), lit(true))
            .withColumn(WAS_KEPT, Purchases.KEPT.col().gt(0));
    return new PastAffinities(
        columns(bought)
            .unionByName(columns(interactions(known)))
            .where(CUSTOMER.col().isNotNull())
            .groupBy(AsOf.AS_OF.col(), CUSTOMER.col(), ITEM.col())
            .agg(
                sum(WEIGHT.col()).cast(WEIGHT.type()).as(WEIGHT.name()),
                bool_or(BOUGHT.col()).as(BOUGHT.name()),
                count_distinct(whereKept(Purchases.ORDER)).as(ORDERS.name()),
                min(whereKept(OCCURRED_AT)).as(FIRST_BOUGHT.name()),
                max(whereKept(OCCURRED_AT)).as(LAST_BOUGHT.name()),
                avg(whereKept(Purchases.UNIT_PRICE)).cast(PRICE.type()).as(PRICE.name())));
  }

  private Dataset<Row> interactions(Dataset<Row> known) {
    Column weight = lit(null).cast("double");
    List<Map.Entry<String, Double>> kinds =
        settings.weights().entrySet().stream()
            .filter(kind -> !kind.getKey().equals(Events.PURCHASE) && kind.getValue() > 0)
            .toList();
    for (Map.Entry<String, Double> kind : kinds) {
      weight = when(KIND.col().equalTo(kind.getKey()), kind.getValue()).otherwise(weight);
    }
    return known
        .where(weight.isNotNull())
        .withColumn(WEIGHT.name(), term(weight))
        .withColumn(BOUGHT.name(), lit(false))
        .withColumn(WAS_KEPT, lit(false));
  }

  private Column weightOf(String kind) {
    return lit(settings.weights().getOrDefault(kind, 0.0));
  }

  private Column term(Column weight) {
    double halfLifeDays = settings.halfLife().toSeconds() / SECONDS_PER_DAY;
    Column halvings = AsOf.daysSince(OCCURRED_AT.col()).divide(halfLifeDays);
    return weight.multiply(pow(lit(0.5), halvings)).cast(WEIGHT.type());
  }

  private static Column whereKept(Field field) {
    return when(col(WAS_KEPT), field.col());
  }

  private static Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(
        AsOf.AS_OF.col(),
        CUSTOMER.col(),
        ITEM.col(),
        WEIGHT.col(),
        BOUGHT.col(),
        col(WAS_KEPT),
        Purchases.ORDER.col(),
        OCCURRED_AT.col(),
        Purchases.UNIT_PRICE.col());
  }
}
