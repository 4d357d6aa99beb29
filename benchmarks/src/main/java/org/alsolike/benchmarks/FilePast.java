package org.alsolike.benchmarks;

import static org.alsolike.benchmarks.InteractionFile.CUSTOMER;
import static org.alsolike.benchmarks.InteractionFile.ITEM;
import static org.alsolike.benchmarks.InteractionFile.TIME;
import static org.alsolike.benchmarks.InteractionFile.WEIGHT;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.models.recommend.Giants;
import org.alsolike.models.recommend.HeldOutFifth;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The training file as a past. Where it has times and the test lies after it, windows as long as
 * the test are taken from its end; otherwise a fifth of it is held out.
 *
 * @param rows as {@link InteractionFile} gives them
 * @param asOf just after the last time
 * @param halfLife an interaction of this age counts one half; empty where there are no times
 * @param horizon how long the test lasts; empty where it does not lie after the training
 */
record FilePast(
    Dataset<Row> rows, Instant asOf, Optional<Duration> halfLife, Optional<Duration> horizon)
    implements Past {

  private static final int HALF_LIVES = 4;

  static FilePast of(Dataset<Row> train, Dataset<Row> test) {
    Row span = train.agg(min(TIME), max(TIME)).first();
    if (span.isNullAt(0)) {
      return new FilePast(train, Instant.EPOCH, Optional.empty(), Optional.empty());
    }
    Instant first = span.getTimestamp(0).toInstant();
    Instant asOf = span.getTimestamp(1).toInstant().plusMillis(1);
    Row tested = test.agg(min(TIME), max(TIME)).first();
    Optional<Duration> horizon =
        Optional.<Timestamp>ofNullable(tested.getTimestamp(0))
            .map(Timestamp::toInstant)
            .filter(start -> !start.isBefore(asOf.minusMillis(1)))
            .map(start -> Duration.between(asOf, tested.getTimestamp(1).toInstant()))
            .filter(length -> !length.isNegative() && !length.isZero());
    return new FilePast(
        train, asOf, Optional.of(Duration.between(first, asOf).dividedBy(HALF_LIVES)), horizon);
  }

  History now() {
    return at(asOf);
  }

  private History at(Instant moment) {
    Dataset<Row> known = rows.where(col(TIME).isNull().or(col(TIME).lt(lit(moment))));
    Column time = coalesce(col(TIME), lit(moment.minusMillis(1)));
    Dataset<Row> lines =
        known
            .withColumn(TIME, time)
            .withColumn("order_id", concat_ws("|", col(CUSTOMER), col(TIME).cast("string")));
    Affinities affinities = new Affinities(kept(affinities(lines, moment)));
    return new History(
        moment,
        affinities,
        purchases(lines),
        new ItemFeatures(NO_ITEM_FEATURES, none(ITEM)),
        new CustomerFeatures(NO_CUSTOMER_FEATURES, none(CUSTOMER)),
        Giants.defaults().among(affinities));
  }

  private static final FeatureSchema NO_ITEM_FEATURES =
      new FeatureSchema("item_features", "one row per as-of and item", List.of());
  private static final FeatureSchema NO_CUSTOMER_FEATURES =
      new FeatureSchema("customer_features", "one row per as-of and customer", List.of());

  private Dataset<Row> none(String id) {
    return rows.limit(0).select(col(id), col(TIME).as("as_of"));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist();
  }

  private Dataset<Row> affinities(Dataset<Row> lines, Instant moment) {
    Column age = unix_micros(lit(moment)).minus(unix_micros(col(TIME))).cast("double");
    Column decay =
        halfLife
            .map(length -> pow(lit(0.5), age.divide(lit(length.toNanos() / 1e3))))
            .orElse(lit(1.0));
    return lines
        .groupBy(col(CUSTOMER), col(ITEM))
        .agg(
            sum(col(WEIGHT).multiply(decay).cast("decimal(14,6)"))
                .cast(Affinities.WEIGHT.type())
                .as(Affinities.WEIGHT.name()),
            lit(true).as(Affinities.BOUGHT.name()),
            count_distinct(col(TIME)).as(Affinities.ORDERS.name()),
            min(TIME).as(Affinities.FIRST_BOUGHT.name()),
            max(TIME).as(Affinities.LAST_BOUGHT.name()),
            lit(null).cast(Affinities.PRICE.type()).as(Affinities.PRICE.name()));
  }

  private static Purchases purchases(Dataset<Row> lines) {
    Column one = lit(1).cast(Purchases.QUANTITY.type());
    return new Purchases(
        lines
            .withColumn(Purchases.QUANTITY.name(), one)
            .withColumn(Purchases.KEPT.name(), one)
            .withColumn(Purchases.UNIT_PRICE.name(), one));
  }

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    if (horizon.isEmpty()) {
      return new HeldOutFifth().episodes(history, count, length);
    }
    Instant first = rows.agg(min(TIME)).first().getTimestamp(0).toInstant();
    List<Episode> episodes = new ArrayList<>();
    Instant to = history.asOf();
    Duration window = horizon.get();
    while (episodes.size() < count && !to.minus(window).minus(window).isBefore(first)) {
      Instant from = to.minus(window);
      Dataset<Row> after =
          rows.where(col(TIME).geq(lit(from)).and(col(TIME).lt(lit(to))))
              .withColumn("order_id", lit(""));
      episodes.add(new Episode(at(from), purchases(after)));
      to = from;
    }
    return episodes.isEmpty() ? new HeldOutFifth().episodes(history, count, length) : episodes;
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    return Fitted.by(recommender, history, this).model();
  }
}
