package org.alsolike.benchmarks;

import static org.alsolike.benchmarks.InteractionFile.CUSTOMER;
import static org.alsolike.benchmarks.InteractionFile.ITEM;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.config.Hyperparameters;
import org.alsolike.models.recommend.Blend;
import org.alsolike.models.recommend.Past.Episode;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.tune.Budget;
import org.alsolike.models.tune.CustomerSample;
import org.alsolike.models.tune.Judged;
import org.alsolike.models.tune.Objective;
import org.alsolike.models.tune.Search;
import org.alsolike.models.tune.Space;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Chooses hyperparameters on a part of train, within the ranges that each recommender ships: where
 * the test lies after the training, on a window as long as the test that ends where train ends;
 * else on a fifth of each customer's items, held out by a hash. The test is never looked at.
 *
 * @param minutes for all models together
 * @param trials how many are drawn for each model at most
 * @param k depth of the NDCG that decides
 */
record Tuning(FilePast past, RankingBenchmark.Split split, double minutes, int trials, int k) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than any time is enough for. */
  static final int ENDLESS = 100_000;

  private static final int KEEP_ONE_OF = 3;
  private static final int CUSTOMERS_OF_A_RUNG = 500;
  private static final long PARTS = 5;
  private static final long SEED = 17;

  /** The same recommenders with the values that were best; a blend's models are tuned first. */
  List<Recommender> of(List<Recommender> recommenders) {
    Set<Recommender> all = new LinkedHashSet<>();
    for (Recommender one : recommenders) {
      if (one instanceof Blend blend) {
        all.addAll(blend.models());
      } else {
        all.add(one);
      }
    }
    List<Recommender> tunable = all.stream().filter(one -> !one.ranges().isEmpty()).toList();
    Episode episode = episode();
    int rungs = rungs(episode);
    Budget budget = Budget.of(minutes * 60, System::nanoTime);
    Map<Double, RankingTask> samples = new HashMap<>();
    Map<Recommender, Recommender> tuned = new HashMap<>();
    for (int i = 0; i < tunable.size(); i++) {
      double left = minutes * 60 - budget.spent();
      Budget share = Budget.of(left / (tunable.size() - i), System::nanoTime);
      Search search = search(tunable.get(i), rungs);
      tuned.put(
          tunable.get(i),
          tuned(
              tunable.get(i),
              search,
              share,
              part -> samples.computeIfAbsent(part, any -> task(episode, part))));
    }
    return recommenders.stream().map(one -> replaced(one, tuned)).toList();
  }

  private static Recommender replaced(Recommender one, Map<Recommender, Recommender> tuned) {
    if (!(one instanceof Blend blend)) {
      return tuned.getOrDefault(one, one);
    }
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(Canonical.json(blend));
      ArrayNode models = tree.putArray("models");
      for (Recommender model : blend.models()) {
        models.add(JSON.readTree(Canonical.json(replaced(model, tuned))));
      }
      return Canonical.read(Recommender.class, blend.name(), tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Search search(Recommender recommender, int rungs) {
    Space space = Hyperparameters.space(recommender, recommender.ranges());
    return new Search(space, trials, rungs, KEEP_ONE_OF, SEED);
  }

  private Recommender tuned(
      Recommender recommender, Search search, Budget budget, DoubleFunction<RankingTask> tasks) {
    try {
      Search.Outcome outcome =
          search.run(
              (trial, share) ->
                  judged(Hyperparameters.with(recommender, trial.values()), tasks.apply(share)),
              budget,
              judged -> say(recommender, judged));
      return Hyperparameters.with(recommender, outcome.best().values());
    } catch (IllegalArgumentException refused) {
      System.err.printf("tune %s: not tuned, %s%n", recommender.name(), refused.getMessage());
      return recommender;
    }
  }

  /** A trial that cannot be trained is sorted out, whatever the reason. */
  private Objective.Verdict judged(Recommender recommender, RankingTask task) {
    try {
      return Objective.Verdict.now(ndcg(recommender, task));
    } catch (Exception | OutOfMemoryError failure) { // Scala declares no exceptions
      throw new IllegalArgumentException(Unmeasured.by(failure).why(), failure);
    }
  }

  private double ndcg(Recommender recommender, RankingTask task) {
    Fitted fitted = Fitted.by(recommender, task.history(), task.past());
    try {
      var lists = task.lists(fitted.model(), k);
      return ListMetrics.of(lists, task.relevant(), List.of(k)).get("ndcg@" + k);
    } finally {
      fitted.release();
    }
  }

  private void say(Recommender recommender, Judged judged) {
    System.err.printf(
        "tune %s: trial %d on %.0f %% of the customers: %s, %.1f s %s%n",
        recommender.name(),
        judged.trial().number(),
        100 * judged.share(),
        judged.refusal().orElse("ndcg@%d %.4f".formatted(k, judged.value())),
        judged.seconds(),
        judged.trial().values());
  }

  /** Fewer sizes of samples where the smallest would say nothing. */
  private static int rungs(Episode episode) {
    long customers = episode.after().rows().select(CUSTOMER).distinct().count();
    int rungs = 1;
    while (rungs < 3 && customers / Math.pow(KEEP_ONE_OF, rungs) >= CUSTOMERS_OF_A_RUNG) {
      rungs++;
    }
    return rungs;
  }

  private Episode episode() {
    History now = past.now();
    if (past.horizon().isPresent()) {
      return past.episodes(now, 1, past.horizon().get()).get(0);
    }
    // Another fifth than the one on which a blend learns its ranker.
    Column part = pmod(xxhash64(lit("tune"), col(CUSTOMER), col(ITEM)), lit(PARTS));
    Column heldOut = coalesce(part.equalTo(0), lit(false));
    return new Episode(
        only(now, heldOut.unary_$bang()), new Purchases(now.purchases().rows().where(heldOut)));
  }

  private RankingTask task(Episode episode, double share) {
    CustomerSample sample = new CustomerSample(share);
    History history = only(sample.of(episode.before()), lit(true));
    Dataset<Row> taken = sample.of(episode.after()).rows();
    return new RankingTask(
        past, history, RankingTask.relevant(taken, history.purchases().rows(), split), split);
  }

  /** What is known of some pairs of customer and item. */
  private static History only(History history, Column condition) {
    return history.with(
        new Affinities(history.affinities().rows().where(condition).persist()),
        new Purchases(history.purchases().rows().where(condition)));
  }
}
