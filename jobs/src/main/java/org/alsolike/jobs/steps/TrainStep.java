package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.HistoryStep.TwoHistories;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;

/**
 * Trains every recommender twice: up to the window, to be judged on it, and up to the as-of, to be
 * served. Baselines are trained only to be judged.
 */
record TrainStep(RunContext context) {

  /**
   * @param judged models that have not seen the window, in the order of the table
   * @param served models that know all up to the as-of
   */
  record Recommenders(
      Map<Recommender, NamedModel> judged, Map<Recommender, RecommendationModel> served) {}

  /** A model and its name in tables and figures. */
  record NamedModel(String name, RecommendationModel model) {}

  Left<Recommenders> run(TwoHistories histories, List<Recommender> further) {
    Settings.Recommendations lists = context.settings().recommendations();
    List<Recommender> judgedOnes = new ArrayList<>();
    judgedOnes.add(lists.forYou().model());
    judgedOnes.add(lists.buyAgain().model());
    judgedOnes.addAll(context.settings().evaluation().baselines());
    judgedOnes.addAll(further);

    List<String> lines = new ArrayList<>();
    Map<String, Recommender> named = ModelStore.named(judgedOnes);
    lines.add(String.join(" · ", named.keySet()));
    Map<Recommender, NamedModel> judged = new LinkedHashMap<>();
    named.forEach(
        (name, recommender) ->
            judged.put(
                recommender,
                new NamedModel(name, train(recommender, histories.judged(), name, lines))));

    Map<Recommender, RecommendationModel> served = new LinkedHashMap<>();
    List.of(lists.forYou(), lists.buyAgain(), lists.alsoLike())
        .forEach(
            list ->
                served.computeIfAbsent(
                    list.model(),
                    recommender ->
                        train(recommender, histories.current(), recommender.name(), lines)));
    return Left.of(new Recommenders(judged, served), lines)
        .with("judged_models", judged.size())
        .with("served_models", served.size());
  }

  private RecommendationModel train(
      Recommender recommender, History history, String name, List<String> lines) {
    context.console().detail("train %s up to %s".formatted(name, history.asOf()));
    ModelStore.Trained trained = new ModelStore(context).train(recommender, history);
    List<String> counted = new ArrayList<>();
    trained
        .counts()
        .forEach(
            (what, count) -> {
              context.record().metric("train.%s.%s".formatted(name, what), count);
              counted.add("%s %,d".formatted(what.replace('_', ' '), count));
            });
    if (!counted.isEmpty()) {
      lines.add(name + ": " + String.join(" · ", counted));
    }
    return trained.model();
  }
}
