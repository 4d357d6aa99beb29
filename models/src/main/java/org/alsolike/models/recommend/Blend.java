package org.alsolike.models.recommend;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two stages (Covington, Adams, Sargin 2016, "Deep Neural Networks for YouTube Recommendations",
 * section 2): several recommenders propose their best items, and a ranker orders what they propose
 * by what is known about customer, item and both. The ranker learns from earlier windows: for each
 * window every recommender is trained on what was known before it, and what the customers then
 * bought tells which proposals were right. So it learns how far each recommender can be trusted on
 * purchases that it has not seen. Where it orders surely worse than the best of them, on customers
 * from whom it has not learned, that recommender orders alone; where there is no earlier window,
 * the first of them does.
 *
 * <p>There are two rankers: one for items that a customer has not bought, and one for everything.
 *
 * @param models that propose; what they say of a customer must follow from what the customer holds
 * @param depth how many items each of them proposes
 * @param windows from how many earlier windows the ranker learns
 * @param window how long one is
 * @param negatives how many wrong candidates per customer and window are learned from, drawn by a
 *     hash
 * @param maxCustomers how many customers are learned from in all windows together, drawn by a hash:
 *     it bounds the memory
 * @param ranker how the second stage learns
 */
public record Blend(
    List<Recommender> models,
    int depth,
    int windows,
    Duration window,
    int negatives,
    int maxCustomers,
    BoostedRanker ranker)
    implements Recommender {

  public Blend {
    models = List.copyOf(models);
    Hyperparameter.requireBetween("depth", depth, 1, 10_000);
    Hyperparameter.requireBetween("windows", windows, 1, 100);
    Hyperparameter.require("window", window);
    Hyperparameter.requireBetween("negatives", negatives, 1, 100_000);
    Hyperparameter.requireBetween("max_customers", maxCustomers, 1, 10_000_000);
    Hyperparameter.require("ranker", ranker);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models must name at least one recommender, but is empty");
    }
    for (Recommender model : models) {
      boolean byGroup = model instanceof Popularity popularity && popularity.per().isPresent();
      boolean ofCustomers = model instanceof OwnHistory || model instanceof Als || byGroup;
      if (model instanceof Blend || ofCustomers) {
        throw new IllegalArgumentException(
            "models must propose from what a customer holds, which %s does not"
                .formatted(model.name() + (byGroup ? " per group" : "")));
      }
    }
  }

  public static Blend defaults() {
    return new Blend(
        List.of(
            Ease.defaults(),
            GraphFilter.defaults(),
            ItemNeighbours.defaults(),
            Popularity.defaults(),
            Content.defaults()),
        150,
        2,
        Duration.ofDays(31),
        100,
        10_000,
        BoostedRanker.defaults());
  }

  @Override
  public Blend withMemory(int megabytes) {
    return new Blend(
        models.stream().map(model -> model.withMemory(megabytes)).toList(),
        depth,
        windows,
        window,
        negatives,
        maxCustomers,
        ranker);
  }

  @Override
  public RecommendationModel train(History history) {
    return train(history, new HeldOutFifth());
  }

  @Override
  public RecommendationModel train(History history, Past past) {
    Holdings.of(history, name());
    List<Past.Episode> all = past.episodes(history, windows, window);
    List<Past.Episode> episodes = all.stream().filter(Blend::teaches).toList();
    Set<String> ofItems = Hints.ofItems(history);
    Map<Candidates.Scope, List<Lessons.Taught>> taught = new EnumMap<>(Candidates.Scope.class);
    for (Past.Episode episode : episodes) {
      Lessons.Trial trial = taught.isEmpty() ? Lessons.Trial.A_FIFTH : Lessons.Trial.NONE;
      lessons(episode, past, ofItems, Math.max(1, maxCustomers / episodes.size()), trial)
          .forEach(
              (scope, rows) -> taught.computeIfAbsent(scope, any -> new ArrayList<>()).add(rows));
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("windows", (long) episodes.size());
    counts.put("windows_after_nothing", (long) all.size() - episodes.size());
    counts.put(
        "giants_in_windows",
        all.stream().mapToLong(episode -> episode.before().giants().size()).sum());
    Map<Candidates.Scope, Ordering> orderings = new EnumMap<>(Candidates.Scope.class);
    for (Candidates.Scope scope : SCOPES) {
      orderings.put(scope, ordering(scope, taught.getOrDefault(scope, List.of()), counts));
    }
    Map<String, ScoringModel> trained = trained(history, past);
    trained.forEach(
        (name, model) ->
            model.counts().forEach((what, count) -> counts.put(name + "." + what, count)));
    return new Model(trained, orderings, counts);
  }

  /** Whether anything was held before, so that there is something to propose from. */
  private static boolean teaches(Past.Episode episode) {
    return Holdings.measure(Giants.leftOutOf(episode.before()).affinities()).pairs() > 0;
  }

  /** What one window teaches, by recommenders that know nothing of it. */
  Map<Candidates.Scope, Lessons.Taught> lessons(
      Past.Episode episode, Past past, Set<String> ofItems, int customers, Lessons.Trial trial) {
    FirstStageAt base =
        FirstStageAt.of(trained(episode.before(), past), episode.before(), depth, ofItems);
    return new Lessons(base.stage(), base.catalogue(), SCOPES, customers, negatives, trial)
        .of(episode);
  }

  private Ordering ordering(
      Candidates.Scope scope, List<Lessons.Taught> parts, SortedMap<String, Long> counts) {
    List<String> names = List.copyOf(named().keySet());
    if (parts.isEmpty()) {
      counts.put("leader_orders_alone_" + name(scope), 1L);
      return Ordering.by(names.get(0));
    }
    Lessons.Taught all = Lessons.Taught.together(parts);
    SortedMap<String, Long> own = new TreeMap<>();
    own.put("examples", (long) all.learned().labels().length);
    own.put("examples_mb", all.learned().values().length * (long) Float.BYTES >> 20);
    Ordering ordering = Ordering.learned(all, ranker, names, own);
    own.forEach((name, count) -> counts.put(name + "_" + name(scope), count));
    return ordering;
  }

  private static final List<Candidates.Scope> SCOPES =
      List.of(Candidates.Scope.UNSEEN, Candidates.Scope.ALL);

  private static String name(Candidates.Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private Map<String, ScoringModel> trained(History history, Past past) {
    Map<String, ScoringModel> trained = new LinkedHashMap<>();
    named().forEach((name, one) -> trained.put(name, (ScoringModel) past.trained(one, history)));
    return trained;
  }

  /** One name per model: its kind, numbered where a kind stands more than once. */
  private Map<String, Recommender> named() {
    Map<String, Recommender> named = new LinkedHashMap<>();
    for (Recommender model : models) {
      String name = model.name();
      for (int number = 2; named.containsKey(name); number++) {
        name = model.name() + "-" + number;
      }
      named.put(name, model);
    }
    return named;
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    Map<String, ScoringModel> loaded = new LinkedHashMap<>();
    named()
        .forEach(
            (name, one) -> {
              Map<String, Dataset<Row>> own = new TreeMap<>();
              tables.forEach(
                  (table, rows) -> {
                    if (table.startsWith(name + ".")) {
                      own.put(table.substring(name.length() + 1), rows);
                    }
                  });
              loaded.put(name, (ScoringModel) one.load(own));
            });
    Map<String, Ordering> saved =
        OrderingRows.read(
            tables.get(ORDERINGS), scope -> TreeRows.read(tables.get(RANKER + scope)));
    Map<Candidates.Scope, Ordering> orderings = new EnumMap<>(Candidates.Scope.class);
    SCOPES.forEach(scope -> orderings.put(scope, saved.get(name(scope))));
    return new Model(loaded, orderings, new TreeMap<>());
  }

  private static final String ORDERINGS = "orderings";
  private static final String RANKER = "ranker_";

  @Override
  public Optional<Past.Reach> reach() {
    return Optional.of(new Past.Reach(windows, window));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  private final class Model implements RecommendationModel {
    private final Map<String, ScoringModel> models;
    private final Map<Candidates.Scope, Ordering> orderings;
    private final SortedMap<String, Long> counts;
    private History readFor;
    private FirstStageAt read;

    Model(
        Map<String, ScoringModel> models,
        Map<Candidates.Scope, Ordering> orderings,
        SortedMap<String, Long> counts) {
      this.models = models;
      this.orderings = orderings;
      this.counts = counts;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      Map<String, Dataset<Row>> tables = new TreeMap<>();
      models.forEach(
          (name, model) ->
              model.tables().forEach((table, rows) -> tables.put(name + "." + table, rows)));
      var spark = tables.values().iterator().next().sparkSession();
      Map<String, Ordering> named = new TreeMap<>();
      orderings.forEach((scope, ordering) -> named.put(name(scope), ordering));
      named.forEach(
          (scope, ordering) -> tables.put(RANKER + scope, TreeRows.of(ordering.ranker(), spark)));
      tables.put(ORDERINGS, OrderingRows.of(named, spark));
      return tables;
    }

    @Override
    public Optional<Parts> parts() {
      return Optional.of(new Parts(new LinkedHashMap<>(models), depth));
    }

    @Override
    public SortedMap<String, Long> counts() {
      return counts;
    }

    @Override
    public List<String> remarks() {
      if (counts.isEmpty()) {
        return List.of();
      }
      List<String> remarks = new ArrayList<>();
      SCOPES.forEach(scope -> remarks.add(remark(scope)));
      models.forEach(
          (name, model) -> model.remarks().forEach(remark -> remarks.add(name + ": " + remark)));
      return remarks;
    }

    private String remark(Candidates.Scope scope) {
      String of = scope == Candidates.Scope.UNSEEN ? "new items" : "all items";
      String leader = orderings.get(scope).leader();
      boolean alone = counts.get("leader_orders_alone_" + name(scope)) > 0;
      if (!counts.containsKey("examples_" + name(scope))) {
        return "%s: %s orders alone, there is no earlier window".formatted(of, leader);
      }
      return String.format(
          Locale.ROOT,
          "%s: learned from %,d examples; on others NDCG@10 %.3f, %s alone %.3f%s",
          of,
          counts.get("examples_" + name(scope)),
          counts.get("ranker_ndcg_" + name(scope)) / Ordering.PER_MILLION,
          leader,
          counts.get("leader_ndcg_" + name(scope)) / Ordering.PER_MILLION,
          alone ? ", which orders" : "");
    }

    /** Lists of several scopes are made at the same moment: its first stage is read once. */
    private synchronized FirstStageAt base(History history) {
      if (history != readFor) {
        Set<String> told =
            orderings.values().stream()
                .flatMap(ordering -> ordering.features().stream())
                .collect(toSet());
        read = FirstStageAt.of(models, history, depth, told);
        readFor = history;
      }
      return read;
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      FirstStageAt base = base(history);
      Candidates.Scope learned =
          candidates.scope() == Candidates.Scope.UNSEEN
              ? Candidates.Scope.UNSEEN
              : Candidates.Scope.ALL;
      var second = new SecondStage(base.stage(), orderings.get(learned), base.catalogue().size());
      return new Ranking(base.catalogue(), second, name())
          .forCustomers(Ranking.customers(history, candidates.viewers()), candidates, k);
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      throw Relates.refusal(name());
    }
  }
}
