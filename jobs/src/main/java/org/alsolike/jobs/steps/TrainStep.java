package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.RunRecord;
import org.alsolike.jobs.steps.HistoryStep.Known;
import org.alsolike.jobs.steps.ModelStore.Trained;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.steps.Training.Purpose;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.alsolike.tables.History;

/**
 * Trains every recommender twice: up to the window, to be judged on it, and up to the as-of, to be
 * served. Baselines are trained only to be judged.
 */
record TrainStep(RunContext context, FeatureStore store) {

  private static final int AT_ONCE = 4;

  /**
   * @param judged models that have not seen the window, in the order of the table
   * @param served models that know all up to the as-of
   */
  record Recommenders(
      Map<Recommender, NamedModel> judged, Map<Recommender, RecommendationModel> served) {}

  /** A model and its name in tables and figures. */
  record NamedModel(String name, RecommendationModel model) {}

  /** What to train and for what, and what the model is called in tables and figures. */
  private record Order(String name, Purpose purpose, Recommender recommender, History history) {}

  Left<Recommenders> run(Known known, List<Recommender> further) {
    return trained(known, judged(context.settings(), further));
  }

  /** Only those to be served. */
  Left<Recommenders> served(Known known) {
    return trained(known, Map.of());
  }

  private Left<Recommenders> trained(Known known, Map<String, Recommender> judged) {
    List<Recommender> served = context.settings().recommendations().models();
    List<Order> orders = new ArrayList<>();
    judged.forEach((name, one) -> orders.add(new Order(name, Purpose.JUDGED, one, known.judged())));
    served.forEach(one -> orders.add(new Order(one.name(), Purpose.SERVED, one, known.current())));
    List<Trained> trained = sideBySide(orders, known);

    List<String> lines = new ArrayList<>();
    lines.add(String.join(" · ", judged.keySet()));
    Map<Recommender, NamedModel> judgedModels = new LinkedHashMap<>();
    Map<Recommender, RecommendationModel> servedModels = new LinkedHashMap<>();
    Map<Purpose, History> histories = new EnumMap<>(Purpose.class);
    orders.forEach(order -> histories.put(order.purpose(), order.history()));
    histories.forEach((purpose, history) -> reportGiants(purpose, history, lines));
    Remarks remarks = new Remarks();
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      remarks.add(order.purpose(), order.recommender().name(), trained.get(i).remarks());
    }
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      Trained made = trained.get(i);
      report(order, made, remarks, lines);
      switch (order.purpose()) {
        case JUDGED ->
            judgedModels.put(order.recommender(), new NamedModel(order.name(), made.model()));
        case SERVED -> servedModels.put(order.recommender(), made.model());
      }
    }
    return Left.of(new Recommenders(judgedModels, servedModels), lines)
        .with("judged_models", judgedModels.size())
        .with("served_models", servedModels.size());
  }

  /** What is judged, by the names of tables and figures. */
  static Map<String, Recommender> judged(Settings settings, List<Recommender> further) {
    Settings.Recommendations lists = settings.recommendations();
    List<Recommender> judged = new ArrayList<>();
    judged.addAll(ListMaker.needed(lists));
    judged.add(lists.nextBasket().model());
    judged.add(lists.buyAgain().model());
    judged.addAll(settings.evaluation().baselines());
    judged.addAll(further);
    return ModelStore.named(judged);
  }

  /**
   * Several at once: one recommender alone seldom keeps all cores busy (MLlib's ALS with one block
   * keeps one). What a model learns does not depend on what runs beside it.
   */
  private List<Trained> sideBySide(List<Order> orders, Known known) {
    ModelStore models = new ModelStore(context);
    Past past = new EarlierMoments(store, known.past(), known.moments().firstEvent(), models);
    return Parallel.all(
        orders.stream().map(order -> (Supplier<Trained>) () -> train(models, past, order)).toList(),
        AT_ONCE);
  }

  private Trained train(ModelStore models, Past past, Order order) {
    context.console().detail("train %s up to %s".formatted(order.name(), order.history().asOf()));
    return models.train(order.recommender(), order.history(), past);
  }

  private void reportGiants(Purpose purpose, History history, List<String> lines) {
    context.record().metric("train.%s.giants".formatted(purpose.word()), history.giants().size());
    context
        .settings()
        .recommendations()
        .giants()
        .remark(history)
        .ifPresent(words -> lines.add("giants (%s): %s".formatted(purpose.word(), words)));
  }

  /** Counts go into the record, and to the console where the training did not say it in words. */
  private void report(Order order, Trained made, Remarks remarks, List<String> lines) {
    RunRecord record = context.record();
    new Training(order.name(), order.purpose(), order.history().asOf(), made.fingerprint())
        .addTo(record);
    List<String> counted = new ArrayList<>();
    made.counts()
        .forEach(
            (what, count) -> {
              record.metric(
                  "train.%s.%s.%s".formatted(order.purpose().word(), order.name(), what), count);
              counted.add("%s %,d".formatted(what.replace('_', ' '), count));
            });
    String said = "%s (%s): ".formatted(order.name(), order.purpose().word());
    remarks.own(order.purpose(), made.remarks()).forEach(remark -> lines.add(said + remark));
    if (!counted.isEmpty() && made.remarks().isEmpty()) {
      lines.add(said + String.join(" · ", counted));
    }
  }
}
