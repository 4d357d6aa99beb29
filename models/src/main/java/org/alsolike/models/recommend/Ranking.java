package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import java.io.Serializable;
import java.time.Instant;
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
 * and the chooser are broadcast, and each partition chooses the best k for its customers.
 * Candidates are never shuffled, and what a list may not hold is left out before the best are
 * chosen.
 *
 * @param tier who proposes the items
 */
record Ranking(Catalogue catalogue, Chooser chooser, String tier) {

  static final String HELD = "held";
  private static final double MICROS_PER_DAY = 86_400e6;

  /** What {@link #customers(History)} gives, of those viewers whom the history knows. */
  static Dataset<Row> customers(History history, Viewers viewers) {
    return viewers.among(customers(history));
  }

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
   * @param customers the candidates' viewers, as {@link #customers(History, Viewers)} gives them,
   *     joined with what the chooser reads of a row
   */
  Recommendations forCustomers(Dataset<Row> customers, Candidates candidates, int k) {
    return new Recommendations(tier, rank(customers, candidates, k));
  }

  /** Ranks for items: each is scored for as a customer who has bought it and nothing else. */
  SimilarItems forItems(Dataset<Row> items, int k, Set<String> excluded) {
    Dataset<Row> holders =
        items
            .select(SimilarItems.ITEM.col())
            .distinct()
            .select(SimilarItems.ITEM.col().as(Recommendations.CUSTOMER.name()), itself().as(HELD));
    Dataset<Row> ranked = rank(holders, Candidates.UNSEEN.without(excluded), k);
    return new SimilarItems(
        tier,
        ranked
            .withColumnRenamed(Recommendations.ITEM.name(), SimilarItems.SIMILAR.name())
            .withColumnRenamed(Recommendations.CUSTOMER.name(), SimilarItems.ITEM.name()));
  }

  /** What somebody holds who has bought the row's item and nothing else. */
  static Column itself() {
    Column none = lit(null).cast("double");
    return array(held(SimilarItems.ITEM.col(), lit(1.0), lit(true), lit(1.0), none, none, none));
  }

  /** In the order in which {@link Profile#read} reads it. */
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
    var wanted =
        new Chooser.Wanted(
            catalogue,
            tier,
            candidates.scope(),
            catalogue.numbers(candidates.excluded()),
            candidates
                .limits()
                .map(limits -> limits.numbered(catalogue))
                .orElse(Limits.Numbered.NONE),
            Math.min(k, Math.max(1, catalogue.size())));
    var work = context.broadcast(new Work(chooser, wanted));
    Dataset<Row> limited =
        candidates.limits().map(limits -> limits.joinedTo(customers)).orElse(customers);
    return limited.mapPartitions(new InPartition(work), Encoders.row(LISTS));
  }

  static final StructType LISTS =
      new StructType()
          .add(Recommendations.CUSTOMER.name(), Recommendations.CUSTOMER.type())
          .add(Recommendations.RANK.name(), Recommendations.RANK.type())
          .add(Recommendations.ITEM.name(), Recommendations.ITEM.type())
          .add(Recommendations.SCORE.name(), Recommendations.SCORE.type())
          .add(Recommendations.TIER.name(), Recommendations.TIER.type());

  private record Work(Chooser chooser, Chooser.Wanted wanted) implements Serializable {}

  private record InPartition(Broadcast<Work> work) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      Chooser.Wanted wanted = work.value().wanted();
      var profiles = stream(customers).map(row -> Profile.read(row, wanted.catalogue())).iterator();
      var lists = work.value().chooser().choose(profiles, wanted);
      return stream(lists).flatMap(list -> rows(list, wanted)).iterator();
    }
  }

  private static <T> Stream<T> stream(Iterator<T> once) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(once, 0), false);
  }

  private static Stream<Row> rows(Chooser.Chosen list, Chooser.Wanted wanted) {
    return IntStream.range(0, list.items().length)
        .mapToObj(
            rank ->
                RowFactory.create(
                    list.customer(),
                    rank + 1L,
                    wanted.catalogue().id(list.items()[rank]),
                    list.scores()[rank],
                    wanted.tier()));
  }
}
