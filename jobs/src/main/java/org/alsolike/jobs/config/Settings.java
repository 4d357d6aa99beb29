package org.alsolike.jobs.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.audiences.SegmentSettings;
import org.alsolike.features.FeatureSettings;
import org.alsolike.features.events.Sources;
import org.alsolike.models.evaluate.Gates;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.recommend.Als;
import org.alsolike.models.recommend.Blend;
import org.alsolike.models.recommend.Fallback;
import org.alsolike.models.recommend.Giants;
import org.alsolike.models.recommend.ItemNeighbours;
import org.alsolike.models.recommend.OwnHistory;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.rules.Delisted;
import org.alsolike.models.recommend.rules.Rule;
import org.alsolike.models.recommend.rules.RuleBook;
import org.alsolike.serving.store.Rocksdb;
import org.alsolike.serving.store.ServingStore;

/**
 * The whole configuration, one component per key of the YAML file. docs/configuration.md explains
 * each.
 *
 * @param timezone zone of event times that carry none, and of the as-of date
 * @param asOf the day at whose start the shop is looked at; empty: today
 * @param workspace folder of runs and snapshots
 */
public record Settings(
    String project,
    ZoneId timezone,
    Optional<LocalDate> asOf,
    String workspace,
    Sources sources,
    FeatureSettings features,
    Recommendations recommendations,
    Evaluation evaluation,
    List<PropensitySettings> propensity,
    List<SegmentSettings> segments,
    Gates gates,
    TuneSettings tune,
    Serving serving) {

  public Settings {
    require(
        project.matches("[a-z0-9][a-z0-9_-]*"),
        "project must be lower-case letters, digits, - and _, but is \"%s\"",
        project);
    require(
        evaluation.k().contains(gates.k()),
        "gates.k must be one of evaluation.k %s, but is %s",
        evaluation.k(),
        gates.k());
    requireDistinct("propensity", propensity.stream().map(PropensitySettings::name).toList());
    requireDistinct("segments", segments.stream().map(SegmentSettings::name).toList());
  }

  /**
   * @param file the name that errors show
   * @throws ConfigError one line: the place, what was found, what was expected
   */
  public static Settings parse(String file, String yaml) {
    Settings settings = Binder.bind(Settings.class, Yaml.parse(file, yaml));
    settings.recommendations().requireRoomForDelist(file);
    return settings;
  }

  /** The same with one rule more, before all others. */
  public Settings with(Rule rule) {
    return new Settings(
        project,
        timezone,
        asOf,
        workspace,
        sources,
        features,
        recommendations.with(rule),
        evaluation,
        propensity,
        segments,
        gates,
        tune,
        serving);
  }

  /** A list and the recommender that makes it. */
  public record RankedList(Recommender model, int listSize) {

    public RankedList {
      require(
          listSize >= 1 && listSize <= 1000,
          "list_size must be between 1 and 1000, but is %s",
          listSize);
    }
  }

  /**
   * The lists of a shop.
   *
   * @param forYou items that a customer has not bought
   * @param nextBasket whatever a customer may buy next, new or again
   * @param buyAgain items that a customer has bought
   * @param alsoLike items that go with an item
   * @param giants from whom nothing is learned
   */
  public record Recommendations(
      RankedList forYou,
      RankedList nextBasket,
      RankedList buyAgain,
      RankedList alsoLike,
      List<Rule> rules,
      Fallback fallback,
      Giants giants) {

    public Recommendations {
      require(
          alsoLike.model().relates() == Recommender.Relates.CUSTOMERS_AND_ITEMS,
          "also_like.model must relate items to items (item-neighbours, content or als), but is %s",
          alsoLike.model().name());
      requireDistinct("rules", rules.stream().map(Rule::name).toList());
      require(
          rules.size() <= RuleBook.MOST,
          "rules must be at most %s, but are %s",
          RuleBook.MOST,
          rules.size());
    }

    /** The recommenders of the lists, each once. */
    public List<Recommender> models() {
      return Stream.of(forYou, nextBasket, buyAgain, alsoLike)
          .map(RankedList::model)
          .distinct()
          .toList();
    }

    /** The same lists as recommenders propose them. */
    public Recommendations withoutRules() {
      return withRules(List.of());
    }

    /** The rule of a name. */
    public Optional<Rule> rule(String name) {
      return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    private void requireRoomForDelist(String file) {
      if (rules.size() >= RuleBook.MOST) {
        throw new ConfigError(
            "%s: recommendations.rules must be at most %d, but are %d; one place is kept for the command delist"
                .formatted(file, RuleBook.MOST - 1, rules.size()));
      }
      if (rule(Delisted.BY_COMMAND).isPresent()) {
        throw new ConfigError(
            "%s: recommendations.rules: the name %s is kept for the command delist; choose another"
                .formatted(file, Delisted.BY_COMMAND));
      }
    }

    Recommendations with(Rule rule) {
      return withRules(Stream.concat(Stream.of(rule), rules.stream()).toList());
    }

    /**
     * The same lists, learned from whom others learn, and under the rule that others have by this
     * name, or have not.
     */
    public Recommendations sharing(String name, Recommendations others) {
      Stream<Rule> own = rules.stream().filter(rule -> !rule.name().equals(name));
      return with(Stream.concat(others.rule(name).stream(), own).toList(), others.giants);
    }

    private Recommendations withRules(List<Rule> others) {
      return with(others, giants);
    }

    private Recommendations with(List<Rule> others, Giants left) {
      return new Recommendations(forYou, nextBasket, buyAgain, alsoLike, others, fallback, left);
    }

    public static Recommendations defaults() {
      return new Recommendations(
          new RankedList(Blend.defaults(), 20),
          new RankedList(Blend.defaults(), 20),
          new RankedList(OwnHistory.defaults(), 20),
          new RankedList(ItemNeighbours.defaults(), 20),
          List.of(),
          Fallback.defaults(),
          Giants.defaults());
    }
  }

  /**
   * How models are judged before they are served.
   *
   * @param holdoutWindow the stretch before the as-of that judged models have not seen
   * @param k depths of the metrics
   * @param baselines recommenders that are judged beside those of the lists
   * @param replicates of the bootstrap
   * @param heavyFrom a known customer who had bought so many different items is heavy, others light
   * @param countries how many countries, the largest, have figures of their own
   */
  public record Evaluation(
      Duration holdoutWindow,
      List<Integer> k,
      List<Recommender> baselines,
      int replicates,
      long seed,
      int heavyFrom,
      int countries) {

    public Evaluation {
      require(
          !holdoutWindow.isZero() && !holdoutWindow.isNegative(),
          "holdout_window must be longer than 0, but is %s",
          holdoutWindow);
      require(replicates >= 100, "replicates must be at least 100, but is %s", replicates);
      require(heavyFrom >= 1, "heavy_from must be at least 1, but is %s", heavyFrom);
      require(
          countries >= 0 && countries <= 50,
          "countries must be between 0 and 50, but is %s",
          countries);
      require(!k.isEmpty(), "k must name at least one depth, such as [10, 20], but is %s", k);
    }

    public static Evaluation defaults() {
      return new Evaluation(
          Duration.ofDays(31),
          List.of(10, 20),
          List.of(
              Popularity.defaults(),
              OwnHistory.defaults(),
              ItemNeighbours.defaults(),
              Als.defaults()),
          500,
          17,
          30,
          3);
    }
  }

  /**
   * Where results are served from.
   *
   * @param path short for the path of the embedded store
   * @param keep versions that stay, the served one among them
   */
  public record Serving(ServingStore store, Optional<String> path, int keep) {

    public Serving {
      require(keep >= 1, "keep must be at least 1, but is %s", keep);
      if (path.isPresent()) {
        require(
            store.equals(Rocksdb.defaults()) || store.equals(new Rocksdb(path.get())),
            "path is the folder of rocksdb; remove it, because store says where to publish: %s",
            store.shown());
        store = new Rocksdb(path.get());
      }
    }

    public static Serving defaults() {
      return new Serving(Rocksdb.defaults(), Optional.empty(), 3);
    }
  }

  private static void requireDistinct(String key, List<String> names) {
    require(
        names.stream().distinct().count() == names.size(),
        "%s must have different names, but have %s",
        key,
        names);
  }

  private static void require(boolean holds, String message, Object... found) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(found));
    }
  }
}
