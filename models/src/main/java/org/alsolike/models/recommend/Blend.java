package org.alsolike.models.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.alsolike.models.recommend.trees.RankingRows;
import org.alsolike.models.recommend.trees.Trees;
import org.alsolike.tables.Events;
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
 * purchases that it has not seen.
 *
 * <p>There are two rankers: one for items that a customer has not bought, and one for everything.
 *
 * @param models that propose; what they say of a customer must follow from what the customer holds
 * @param depth how many items each of them proposes
 * @param windows from how many earlier windows the ranker learns
 * @param window how long one is
 * @param negatives how many wrong candidates per customer and window are learned from, drawn by a
 *     hash
 * @param maxCustomers how many customers per window are learned from, drawn by a hash
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
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models must name at least one recommender, but is empty");
    }
    for (Recommender model : models) {
      if (model instanceof Blend || model instanceof OwnHistory) {
        throw new IllegalArgumentException(
            "models must propose from what a customer holds, which %s does not"
                .formatted(model.name()));
      }
    }
  }

  public static Blend defaults() {
    return new Blend(
        List.of(
            Ease.defaults(),
            GraphFilter.defaults(),
            ItemNeighbours.defaults(),
            Popularity.defaults()),
        150,
        2,
        Duration.ofDays(31),
        100,
        20_000,
        BoostedRanker.defaults());
  }

  @Override
  public RecommendationModel train(History history) {
    return train(history, new HeldOutFifth());
  }

  @Override
  public RecommendationModel train(History history, Past past) {
    Map<Candidates.Scope, List<RankingRows>> learned = new EnumMap<>(Candidates.Scope.class);
    for (Past.Episode episode : past.episodes(history, windows, window)) {
      Base base = new Base(trained(episode.before(), past), episode.before());
      new Lessons(base.stage(), base.catalogue(), SCOPES, this)
          .of(episode)
          .forEach(
              (scope, rows) -> learned.computeIfAbsent(scope, any -> new ArrayList<>()).add(rows));
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    Map<Candidates.Scope, Trees> rankers = new EnumMap<>(Candidates.Scope.class);
    learned.forEach(
        (scope, rows) -> {
          RankingRows all = RankingRows.together(rows);
          counts.put("examples_" + name(scope), (long) all.labels().length);
          rankers.put(scope, ranker.fit(all));
        });
    return new Model(trained(history, past), rankers, counts);
  }

  private static final List<Candidates.Scope> SCOPES =
      List.of(Candidates.Scope.UNSEEN, Candidates.Scope.ALL);

  private static String name(Candidates.Scope scope) {
    return scope.name().toLowerCase(java.util.Locale.ROOT);
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
    Map<Candidates.Scope, Trees> rankers = new EnumMap<>(Candidates.Scope.class);
    SCOPES.forEach(scope -> rankers.put(scope, TreeRows.read(tables.get(ranker(scope)))));
    return new Model(loaded, rankers, new TreeMap<>());
  }

  private static String ranker(Candidates.Scope scope) {
    return "ranker_" + name(scope);
  }

  @Override
  public Optional<Past.Reach> reach() {
    return Optional.of(new Past.Reach(windows, window));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_ONLY;
  }

  /** The first stage at one moment. */
  private final class Base {
    private final Catalogue catalogue;
    private final FirstStage stage;

    Base(Map<String, ScoringModel> models, History history) {
      Dataset<Row> items =
          models.values().stream()
              .map(model -> model.items().select(Events.ITEM.col()))
              .reduce(Dataset::union)
              .orElseThrow();
      catalogue = Catalogue.of(items);
      List<Scorer> scorers = new ArrayList<>();
      Scorer related = null;
      for (ScoringModel model : models.values()) {
        Scorer scorer = model.scorer(catalogue);
        scorers.add(scorer);
        if (related == null && model.tier().equals("item-neighbours")) {
          related = scorer;
        }
      }
      stage =
          new FirstStage(
              List.copyOf(models.keySet()),
              scorers,
              related == null ? scorers.get(0) : related,
              depth,
              ItemSignals.of(history, catalogue));
    }

    Catalogue catalogue() {
      return catalogue;
    }

    FirstStage stage() {
      return stage;
    }
  }

  private final class Model implements RecommendationModel {
    private final Map<String, ScoringModel> models;
    private final Map<Candidates.Scope, Trees> rankers;
    private final SortedMap<String, Long> counts;

    Model(
        Map<String, ScoringModel> models,
        Map<Candidates.Scope, Trees> rankers,
        SortedMap<String, Long> counts) {
      this.models = models;
      this.rankers = rankers;
      this.counts = counts;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      Map<String, Dataset<Row>> tables = new TreeMap<>();
      models.forEach(
          (name, model) ->
              model.tables().forEach((table, rows) -> tables.put(name + "." + table, rows)));
      var spark = tables.values().iterator().next().sparkSession();
      rankers.forEach((scope, trees) -> tables.put(ranker(scope), TreeRows.of(trees, spark)));
      return tables;
    }

    @Override
    public SortedMap<String, Long> counts() {
      return counts;
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      Base base = new Base(models, history);
      Candidates.Scope learned =
          candidates.scope() == Candidates.Scope.UNSEEN
              ? Candidates.Scope.UNSEEN
              : Candidates.Scope.ALL;
      var second = new SecondStage(base.stage(), rankers.get(learned), base.catalogue().size());
      return new Ranking(base.catalogue(), second, name())
          .forCustomers(Ranking.customers(history), candidates, k);
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      throw Relates.refusal(name());
    }
  }
}
