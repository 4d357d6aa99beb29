package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The bridge from tables to numbers and back, through which every recommender ranks: the catalogue
 * and the scorer are broadcast, each partition scores its customers one by one and keeps the best k
 * in a heap of its own. Candidates are never shuffled, and what a list may not hold is left out
 * before the best are chosen.
 *
 * @param tier who proposes the items
 */
record Ranking(Catalogue catalogue, Scorer scorer, String tier) {

  static final String HELD = "held";
  private static final double MICROS_PER_DAY = 86_400e6;

  /** One row per customer in the history: the id, and what the customer holds. */
  static Dataset<Row> customers(History history) {
    return history
        .affinities()
        .rows()
        .groupBy(Affinities.CUSTOMER.col())
        .agg(
            collect_list(
                    held(
                        Affinities.ITEM.col(),
                        Affinities.WEIGHT.col().cast("double"),
                        Affinities.BOUGHT.col(),
                        Affinities.ORDERS.col().cast("double"),
                        daysSince(Affinities.FIRST_BOUGHT, history.asOf()),
                        daysSince(Affinities.LAST_BOUGHT, history.asOf()),
                        Affinities.PRICE.col().cast("double")))
                .as(HELD));
  }

  /**
   * Ranks for customers.
   *
   * @param customers as {@link #customers} gives them, joined with what the scorer reads of a row
   */
  Recommendations forCustomers(Dataset<Row> customers, Candidates candidates, int k) {
    return new Recommendations(tier, rank(customers, candidates, k));
  }

  /** Ranks for items: each is scored for as a customer who has bought it and nothing else. */
  SimilarItems forItems(Dataset<Row> items, int k, Set<String> excluded) {
    Column none = lit(null).cast("double");
    Column itself = held(SimilarItems.ITEM.col(), lit(1.0), lit(true), lit(1.0), none, none, none);
    Dataset<Row> holders =
        items
            .select(SimilarItems.ITEM.col())
            .distinct()
            .select(
                SimilarItems.ITEM.col().as(Recommendations.CUSTOMER.name()),
                array(itself).as(HELD));
    Dataset<Row> ranked = rank(holders, Candidates.UNSEEN.without(excluded), k);
    return new SimilarItems(
        tier,
        ranked
            .withColumnRenamed(Recommendations.ITEM.name(), SimilarItems.SIMILAR.name())
            .withColumnRenamed(Recommendations.CUSTOMER.name(), SimilarItems.ITEM.name()));
  }

  /** In the order in which {@link HeldItems} reads it. */
  private static Column held(
      Column item,
      Column weight,
      Column bought,
      Column orders,
      Column firstDays,
      Column lastDays,
      Column price) {
    return struct(
        item.as("item"),
        weight.as("weight"),
        bought.as("bought"),
        orders.as("orders"),
        firstDays.as("first_days"),
        lastDays.as("last_days"),
        price.as("price"));
  }

  private static Column daysSince(Field moment, Instant asOf) {
    return unix_micros(lit(asOf)).minus(unix_micros(moment.col())).divide(lit(MICROS_PER_DAY));
  }

  private Dataset<Row> rank(Dataset<Row> customers, Candidates candidates, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("list_size must be at least 1, but is " + k);
    }
    var context = JavaSparkContext.fromSparkContext(customers.sparkSession().sparkContext());
    Work work =
        new Work(
            catalogue,
            scorer,
            tier,
            candidates.scope(),
            catalogue.numbers(candidates.excluded()),
            Math.min(k, catalogue.size()));
    return customers.mapPartitions(new InPartition(context.broadcast(work)), Encoders.row(LISTS));
  }

  static final StructType LISTS =
      new StructType()
          .add(Recommendations.CUSTOMER.name(), Recommendations.CUSTOMER.type())
          .add(Recommendations.RANK.name(), Recommendations.RANK.type())
          .add(Recommendations.ITEM.name(), Recommendations.ITEM.type())
          .add(Recommendations.SCORE.name(), Recommendations.SCORE.type())
          .add(Recommendations.TIER.name(), Recommendations.TIER.type());

  private record Work(
      Catalogue catalogue,
      Scorer scorer,
      String tier,
      Candidates.Scope scope,
      Set<Integer> excluded,
      int k)
      implements Serializable {}

  private record InPartition(Broadcast<Work> work) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      Lists lists = new Lists(work.value());
      var rows = Spliterators.spliteratorUnknownSize(customers, 0);
      return StreamSupport.stream(rows, false).flatMap(lists::of).iterator();
    }
  }

  /** Makes one list after the other in the same scratch arrays. */
  private static final class Lists {
    private static final double NOT_PROPOSED = Double.NEGATIVE_INFINITY;

    private final Work work;
    private final Scorer scorer;
    private final double[] scores;
    private final HeldItems held;
    private final TopK best;

    Lists(Work work) {
      this.work = work;
      scorer = work.scorer().forOneThread();
      scores = new double[work.catalogue().size()];
      held = new HeldItems(work.catalogue());
      best = new TopK(work.k());
    }

    Stream<Row> of(Row row) {
      String customer = row.getAs(Recommendations.CUSTOMER.name());
      Arrays.fill(scores, NOT_PROPOSED);
      scorer.score(held.profile(row), this::isCandidate, scores);
      choose(customer);
      return IntStream.range(0, best.size()).mapToObj(rank -> listed(customer, rank));
    }

    private void choose(String customer) {
      best.clear();
      for (int item = 0; item < scores.length; item++) {
        if (scores[item] == NOT_PROPOSED || !isCandidate(item)) {
          continue;
        }
        if (Double.isNaN(scores[item])) {
          throw new IllegalStateException(
              "%s gave item %s a score that is not a number for %s"
                  .formatted(work.tier(), work.catalogue().id(item), customer));
        }
        best.offer(item, scores[item]);
      }
    }

    private boolean isCandidate(int item) {
      boolean inScope =
          switch (work.scope()) {
            case ALL -> true;
            case UNSEEN -> !held.bought(item);
            case BOUGHT -> held.bought(item);
          };
      return inScope && !work.excluded().contains(item);
    }

    private Row listed(String customer, int rank) {
      String item = work.catalogue().id(best.item(rank));
      return RowFactory.create(customer, rank + 1L, item, best.score(rank), work.tier());
    }
  }
}
