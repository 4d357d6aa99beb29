package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.store.StoreEntries;
import org.alsolike.models.propensity.PropensityModel;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.propensity.RawPropensityScores;
import org.alsolike.models.recommend.GatheredCustomers;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.alsolike.serving.Part;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Makes what is published: lists, scores and segments, from all that is known at the as-of. */
record ScoreStep(RunContext context, FeatureStore store, History history) {

  /** While one list is planned, others are made. */
  private static final int LISTS_AT_ONCE = 4;

  /**
   * What is published and exported.
   *
   * @param aCustomer one with a list of their own, to look at
   * @param anItem one with a list, to look at
   */
  record Results(
      Recommendations forYou,
      Recommendations nextBasket,
      Recommendations buyAgain,
      SimilarItems alsoLike,
      PopularItems popular,
      List<PropensityScores> scores,
      List<SegmentMembers> segments,
      History history,
      Optional<String> aCustomer,
      Optional<String> anItem) {

    /** The lists of customers. */
    List<Recommendations> forCustomers() {
      return List.of(forYou, nextBasket, buyAgain);
    }

    /** Entries of the store by part. */
    Map<Part, Dataset<Row>> tables() {
      Map<Part, Dataset<Row>> tables = new LinkedHashMap<>();
      forCustomers().forEach(list -> tables.put(Part.list(list.list()), StoreEntries.of(list)));
      tables.put(Part.similar(alsoLike.list()), StoreEntries.of(alsoLike));
      tables.put(Part.POPULAR, StoreEntries.of(popular));
      scores.forEach(score -> tables.put(Part.score(score.model()), StoreEntries.of(score)));
      segments.forEach(
          segment -> tables.put(Part.segment(segment.segment()), StoreEntries.of(segment)));
      tables.put(Part.ITEMS, StoreEntries.of(history.itemFeatures()));
      tables.put(Part.CUSTOMERS, StoreEntries.of(history.customerFeatures()));
      return tables;
    }
  }

  Left<Results> run(
      Map<Recommender, RecommendationModel> models, Map<String, PropensityModel> propensities) {
    return GatheredCustomers.during(
        history, new Viewers.Everybody(), () -> made(models, propensities));
  }

  private Left<Results> made(
      Map<Recommender, RecommendationModel> models, Map<String, PropensityModel> propensities) {
    Settings.Recommendations settings = context.settings().recommendations();
    ListMaker maker = new ListMaker(settings, history, models::get);
    PopularItems popular = new PopularItems(list("popular", maker.popular().rows()));
    List<Kept> lists =
        Parallel.all(
            List.of(
                () -> kept(maker.forYou(popular), own(settings)),
                () -> kept(maker.nextBasket(popular), lit(true)),
                () -> kept(maker.buyAgain(), lit(true)),
                () -> kept(maker.alsoLike(), lit(true))),
            LISTS_AT_ONCE);
    List<PropensityScores> scores = new ArrayList<>();
    for (PropensitySettings propensity : context.settings().propensity()) {
      scores.add(scores(propensity, propensities.get(propensity.name())));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s places in for_you, %s in next_basket, %s in buy_again, %s in also_like"
            .formatted(lists.stream().map(kept -> count(kept.places())).toArray()));
    lines.addAll(
        new RuleReport(context.record())
            .lines(maker.rules(), lists.stream().map(Kept::lists).toList()));
    List<SegmentMembers> segments = new SegmentMaker(context, store, history).of(scores, lines);
    return Left.of(
        new Results(
            lists.get(0).lists().forCustomers(),
            lists.get(1).lists().forCustomers(),
            lists.get(2).lists().forCustomers(),
            lists.get(3).lists().forItems(),
            popular,
            scores,
            segments,
            history,
            lists.get(0).first(),
            lists.get(3).first()),
        lines);
  }

  private static Column own(Settings.Recommendations settings) {
    return TracedLists.TIER.col().equalTo(settings.forYou().model().name());
  }

  private PropensityScores scores(PropensitySettings settings, PropensityModel model) {
    Column population =
        SqlExpression.condition(
            context.spark(),
            "propensity.%s.population".formatted(settings.name()),
            settings.population(),
            history.customerFeatures().rows().schema());
    RawPropensityScores raw = model.score(history.customerFeatures(), population);
    String fingerprint =
        context.fingerprints().propensity(history.asOf(), settings, settings.trainer());
    Dataset<Row> rows = context.result("raw-" + settings.name(), fingerprint, raw.rows());
    PropensityScores ranked = new RawPropensityScores(settings.name(), rows).ranked();
    return new PropensityScores(
        settings.name(), context.result(settings.name(), fingerprint, ranked.rows()));
  }

  /**
   * Lists that were written.
   *
   * @param places in all of them
   * @param first of the owners of a place that is worth a look
   */
  private record Kept(TracedLists lists, long places, Optional<String> first) {}

  private Kept kept(TracedLists made, Column worthALook) {
    TracedLists lists = made.withoutTheRest();
    Dataset<Row> rows = list(lists.list(), lists.rows());
    Column listed = TracedLists.RANK.col().isNotNull();
    Row counted =
        rows.agg(
                functions.count(TracedLists.RANK.col()),
                min(when(listed.and(worthALook), TracedLists.OWNER.col())))
            .head();
    return new Kept(
        new TracedLists(lists.list(), rows),
        counted.getLong(0),
        Optional.ofNullable(counted.getString(1)));
  }

  private Dataset<Row> list(String name, Dataset<Row> rows) {
    return context.result(name, context.fingerprints().lists(), rows);
  }
}
