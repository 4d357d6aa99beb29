package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.ITEM;
import static org.alsolike.tables.Affinities.ORDERS;
import static org.alsolike.tables.Affinities.WEIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Who is no customer like others, but a bot, or an account on which a till books whatever is bought
 * without a name. Nothing is learned from giants: what they hold goes with everything, and takes
 * steps by the square of it. No list is judged by them. They have lists as everybody has.
 *
 * <p>A giant holds more than {@code items} items, and more than {@code share} of all items that
 * anybody holds; or bought more than {@code lines} times. Where there would be more than one giant
 * for each {@value #OTHERS} other customers or part of them, a shop's customers are like that, and
 * nobody is a giant.
 *
 * @param items that a giant holds more of, so that a small shop has none
 * @param share of all items, from 0 to 1, that a giant holds more than
 * @param lines an item in an order is one
 */
public record Giants(int items, double share, long lines) {

  private static final int OTHERS = 100;
  private static final String HELD = "held";
  private static final String BOUGHT = "bought_lines";

  public Giants {
    Hyperparameter.requireBetween("items", items, 1, Integer.MAX_VALUE);
    Hyperparameter.requireBetween("share", share, 0, 1);
    Hyperparameter.requireBetween("lines", lines, 1, Long.MAX_VALUE);
  }

  public static Giants defaults() {
    return new Giants(2000, 0.75, 1_000_000);
  }

  /** The ids of those who hold so much. Counts the affinities. */
  public Set<String> among(Affinities affinities) {
    Dataset<Row> held = affinities.rows().where(WEIGHT.col().gt(0));
    Dataset<Row> customers =
        held.groupBy(CUSTOMER.col()).agg(count(lit(1)).as(HELD), sum(ORDERS.col()).as(BOUGHT));
    Column muchBought = col(BOUGHT).gt(lines);
    Row counts = customers.agg(count(lit(1)), count_if(col(HELD).gt(items).or(muchBought))).first();
    if (counts.getLong(1) == 0) {
      return Set.of();
    }
    long all = held.select(ITEM.col()).distinct().count();
    int most = Math.toIntExact((counts.getLong(0) + OTHERS - 1) / (OTHERS + 1));
    List<String> giants =
        customers
            .where(col(HELD).gt(bound(all)).or(muchBought))
            .limit(most + 1)
            .select(CUSTOMER.col())
            .as(Encoders.STRING())
            .collectAsList();
    return giants.size() > most ? Set.of() : Set.copyOf(giants);
  }

  /** What is told of a history's giants; empty where there are none. */
  public Optional<String> remark(History history) {
    int count = history.giants().size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "nothing is learned from %,d %s more than %,d items and %.0f %% of all,"
                    + " or bought more than %,d lines",
                count,
                count == 1 ? "customer, who holds" : "customers, who hold",
                items,
                100 * share,
                lines));
  }

  /** What is told where lists are judged; empty where everybody is. */
  public static Optional<String> notJudged(History history) {
    int count = history.giants().size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%,d %s not judged", count, count == 1 ? "giant is" : "giants are"));
  }

  /** Why nothing is learned from a customer; empty where something is. Counts what is held. */
  public Optional<String> reason(History history, String customer) {
    if (!history.giants().contains(customer)) {
      return Optional.empty();
    }
    Dataset<Row> held = history.affinities().rows().where(WEIGHT.col().gt(0));
    Row own =
        held.where(CUSTOMER.col().equalTo(customer)).agg(count(lit(1)), sum(ORDERS.col())).first();
    long all = held.select(ITEM.col()).distinct().count();
    double bound = bound(all);
    return Optional.of(
        own.getLong(0) > bound
            ? String.format(
                Locale.ROOT,
                "holds %,d of %,d items: a giant holds more than %,d",
                own.getLong(0),
                all,
                (long) bound)
            : String.format(
                Locale.ROOT,
                "bought %,d order lines: a giant bought more than %,d",
                own.getLong(1),
                lines));
  }

  /**
   * How many items one may hold and be no giant.
   *
   * @param all items that anybody holds
   */
  private double bound(long all) {
    return Math.max(items, share * all);
  }

  /** What was made already, so that recommenders that learn from one history share what it took. */
  private static final Map<History, History> LEFT_OUT =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** The history that is learned from. */
  static History leftOutOf(History history) {
    return history.giants().isEmpty()
        ? history
        : LEFT_OUT.computeIfAbsent(
            history,
            whole ->
                whole.with(
                    new Affinities(whole.withoutGiants(whole.affinities().rows())),
                    new Purchases(whole.withoutGiants(whole.purchases().rows()))));
  }
}
