package org.alsolike.jobs.steps;

import static org.alsolike.tables.CustomerMetrics.NDCG;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.Hyperparameters;
import org.alsolike.jobs.config.TuneSettings;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.evaluate.Bootstrap;
import org.alsolike.models.evaluate.JudgedList;
import org.alsolike.models.evaluate.JudgedLists;
import org.alsolike.models.evaluate.ListJudging;
import org.alsolike.models.evaluate.Slicing;
import org.alsolike.models.evaluate.SoldItems;
import org.alsolike.models.recommend.Giants;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.tune.Budget;
import org.alsolike.models.tune.CustomerSample;
import org.alsolike.models.tune.Objective.Verdict;
import org.alsolike.models.tune.Search.Outcome;
import org.alsolike.models.tune.Trial;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Recommendations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Tries hyperparameters on the validation window. A trial that was judged before is not repeated.
 */
record TuneStep(RunContext context, FeatureStore store, Tuning tuning) {

  /** A value of 1 in fixed point, so that sums do not depend on the order of their terms. */
  private static final double ONE = 0x1p32;

  /** How long a trial took, for who resumes within a time. */
  private static final String SECONDS = "seconds";

  Left<Outcome> run() {
    EarlierMoments past = past();
    Purchases window = store.purchasesBetween(tuning.from(), tuning.to());
    TuneSettings settings = context.settings().tune();
    Budget budget =
        settings
            .minutes()
            .map(minutes -> Budget.of(minutes * 60, System::nanoTime))
            .orElseGet(() -> Budget.unbounded(System::nanoTime));
    Outcome outcome =
        tuning
            .search()
            .run(
                (trial, share) -> judged(trial, new CustomerSample(share), past, window),
                budget,
                one -> context.console().detail(TrialTable.said(one)));
    TrialTable table = new TrialTable(outcome, tuning.today(), settings.list().key());
    table.write(context.record().folder());
    context.record().metric("tune.trials", outcome.judged().size());
    List<String> lines = new ArrayList<>(table.lines(context.record().folder()));
    History known = past.written().at(tuning.from());
    context
        .settings()
        .recommendations()
        .giants()
        .remark(known)
        .ifPresent(words -> lines.add("giants: " + words));
    Giants.notJudged(known).ifPresent(lines::add);
    return Left.of(outcome, lines);
  }

  /** What was known when the window began, and at the moments from which the model learns. */
  private EarlierMoments past() {
    Instant first = HistoryStep.firstEvent(context, store);
    List<Instant> moments =
        Moments.of(tuning.today(), tuning.from(), first).distinct().sorted().toList();
    WrittenHistory written = WrittenHistory.of(context, store, moments);
    return new EarlierMoments(store, written, first, new ModelStore(context));
  }

  private Verdict judged(
      Trial trial, CustomerSample sample, EarlierMoments past, Purchases window) {
    Recommender tried = Hyperparameters.with(tuning.today(), trial.values());
    String judged =
        "%s NDCG@%d on %s of %s".formatted(list().key(), k(), sample.share(), tuning.to());
    String fingerprint = context.fingerprints().trial(tuning.from(), tried, judged);
    String name = "tuning/%s/ndcg".formatted(Fingerprints.shortened(fingerprint));
    if (context.snapshots().holds(name)) {
      Row row = context.snapshots().read(name).head();
      return Verdict.earlier(row.getAs(NDCG.name()), row.getAs(SECONDS));
    }
    long start = System.nanoTime();
    double ndcg = ndcg(tried, sample, past, window);
    double seconds = (System.nanoTime() - start) / 1e9;
    context
        .snapshots()
        .write(
            name,
            fingerprint,
            context
                .spark()
                .createDataset(List.of(ndcg), Encoders.DOUBLE())
                .toDF(NDCG.name())
                .withColumn(SECONDS, lit(seconds)));
    return Verdict.now(ndcg);
  }

  /** Of known customers, by the model alone: rules and fallbacks come later. */
  private double ndcg(
      Recommender tried, CustomerSample sample, EarlierMoments earlier, Purchases window) {
    History known = sample.of(earlier.written().at(tuning.from()));
    Purchases bought = sample.of(window);
    Past past = new SampledPast(sample, earlier);
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    try {
      tried.train(known, past).tables().forEach((name, rows) -> tables.put(name, rows.persist()));
      tables.values().forEach(Dataset::count); // made once, as a run keeps them in files
      Recommendations lists = lists(tried.load(tables), known, bought);
      Row mean =
          new ListJudging(List.of(k()), new Bootstrap(100, 0), new Slicing(1, List.of()))
              .perCustomer(
                  known,
                  new SoldItems(new TreeMap<>(), 0), // no figure of items is asked for
                  bought,
                  JudgedLists.of(List.of(JudgedList.raw(tried.name(), list().task(), lists))))
              .rows()
              .where(NEW_CUSTOMER.col().unary_$bang())
              .agg(sum(round(NDCG.col().multiply(ONE)).cast("long")), count(lit(1)))
              .head();
      return mean.getLong(1) == 0 ? Double.NaN : mean.getLong(0) / ONE / mean.getLong(1);
    } finally {
      tables.values().forEach(Dataset::unpersist);
    }
  }

  private Recommendations lists(RecommendationModel model, History known, Purchases bought) {
    Viewers buyers = new Viewers.Those(bought.rows().where(Purchases.CUSTOMER.col().isNotNull()));
    return model.forCustomers(known, list().candidates().seenBy(buyers), k());
  }

  private TuneSettings.TunedList list() {
    return context.settings().tune().list();
  }

  private int k() {
    return context.settings().evaluation().k().get(0);
  }
}
