package org.alsolike.jobs.steps;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Items;
import org.alsolike.tables.PopularItems;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of a customer, an item, and both.
 *
 * @param knownCustomer whether there is anything about the customer at the as-of
 * @param knownItem whether there is anything about the item at the as-of
 * @param title of the item, where items have titles
 * @param bought in how many orders the customer bought the item; empty: never
 * @param daysSince from the customer's last purchase that was kept to the as-of; NaN: none
 * @param popular place of the item in what is popular everywhere; empty: not in it
 */
record KnownPair(
    String customer,
    String item,
    boolean knownCustomer,
    boolean knownItem,
    Optional<String> title,
    OptionalLong bought,
    double daysSince,
    OptionalLong popular) {

  private static final double MICROS_PER_DAY = 86_400e6;

  /** Runs a few small jobs. */
  static KnownPair of(String customer, String item, History history, PopularItems popular) {
    Dataset<Row> features =
        history.customerFeatures().rows().where(CustomerFeatures.CUSTOMER.col().equalTo(customer));
    Dataset<Row> held =
        history.affinities().rows().where(Affinities.CUSTOMER.col().equalTo(customer));
    List<Row> itself =
        history.itemFeatures().rows().where(ItemFeatures.ITEM.col().equalTo(item)).collectAsList();
    Column days =
        unix_micros(lit(history.asOf()))
            .minus(unix_micros(Affinities.LAST_BOUGHT.col()))
            .divide(lit(MICROS_PER_DAY));
    List<Row> pair =
        held.where(Affinities.ITEM.col().equalTo(item).and(Affinities.BOUGHT.col()))
            .select(Affinities.ORDERS.col(), days)
            .collectAsList();
    return new KnownPair(
        customer,
        item,
        !features.isEmpty() || !held.isEmpty(),
        !itself.isEmpty(),
        itself.stream().findFirst().flatMap(KnownPair::title),
        pair.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pair.get(0).getLong(0)),
        pair.isEmpty() || pair.get(0).isNullAt(1) ? Double.NaN : pair.get(0).getDouble(1),
        place(item, popular));
  }

  boolean isBought() {
    return bought.isPresent();
  }

  private static Optional<String> title(Row features) {
    String name = Items.TITLE.name();
    return List.of(features.schema().fieldNames()).contains(name)
        ? Optional.ofNullable(features.getAs(name))
        : Optional.empty();
  }

  private static OptionalLong place(String item, PopularItems popular) {
    Row found =
        popular
            .rows()
            .where(PopularItems.ITEM.col().equalTo(item))
            .where(PopularItems.COUNTRY.col().equalTo(PopularItems.EVERYWHERE))
            .agg(min(PopularItems.RANK.col()))
            .head();
    return found.isNullAt(0) ? OptionalLong.empty() : OptionalLong.of(found.getLong(0));
  }
}
