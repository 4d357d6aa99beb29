package org.alsolike.jobs.steps;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.features.FeatureStore;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.steps.ModelStore.Trained;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.steps.TrainStep.NamedModel;
import org.alsolike.jobs.steps.Training.Purpose;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.recommend.Giants;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;

/**
 * Judges the lists at several moments: at each, what the configuration trains on what was known
 * then, on the window that follows. One month says little about the next.
 *
 * @param cutOffs the days at whose starts the windows begin
 */
record RollingCutOffs(Project project, List<LocalDate> cutOffs) {

  /**
   * @throws ConfigError in one line when a window reaches beyond the as-of
   */
  static RollingCutOffs of(Project project, List<LocalDate> cutOffs) {
    List<LocalDate> days = cutOffs.stream().distinct().sorted().toList();
    RollingCutOffs rolling = new RollingCutOffs(project, days);
    for (LocalDate day : days) {
      if (rolling.end(day).isAfter(project.asOfDate())) {
        throw new ConfigError(
            "--cut-offs: the window of %s ends on %s, but must end by the as-of, %s; name an earlier day"
                .formatted(day, rolling.end(day), project.asOfDate()));
      }
    }
    return rolling;
  }

  String words() {
    return "judged on %d days each from %s"
        .formatted(
            windowDays(), String.join(", ", cutOffs.stream().map(LocalDate::toString).toList()));
  }

  Optional<Results> run(RunContext context, Steps steps) {
    FeatureStore store = Stages.store(context, steps);
    EarlierMoments past = steps.run("features", () -> past(context, store));
    Map<LocalDate, Judgement> judged = new LinkedHashMap<>();
    for (LocalDate day : cutOffs) {
      judged.put(day, steps.run(day.toString(), () -> judged(context, past, day)));
    }
    steps.run("mean", () -> mean(context, judged));
    return Optional.empty();
  }

  /** What was known at all cut-offs, and at the moments from which recommenders learn for them. */
  private Left<EarlierMoments> past(RunContext context, FeatureStore store) {
    Instant first = HistoryStep.firstEvent(context, store);
    List<Instant> moments =
        cutOffs.stream()
            .map(this::start)
            .flatMap(
                cutOff ->
                    contenders(context.settings()).stream()
                        .flatMap(one -> Moments.of(one, cutOff, first)))
            .distinct()
            .sorted()
            .toList();
    WrittenHistory written = WrittenHistory.of(context, store, moments);
    return Left.of(
        new EarlierMoments(store, written, first, new ModelStore(context)),
        List.of("what was known at %d moments".formatted(moments.size())));
  }

  private Left<Judgement> judged(RunContext context, EarlierMoments past, LocalDate day) {
    Instant from = start(day);
    History history = past.written().at(from);
    Map<Recommender, NamedModel> models = new LinkedHashMap<>();
    ModelStore.named(contenders(context.settings()))
        .forEach(
            (name, one) -> {
              context.console().detail("train %s up to %s".formatted(name, from));
              Trained made = past.models().train(one, history, past);
              new Training(name, Purpose.JUDGED, from, made.fingerprint()).addTo(context.record());
              models.put(one, new NamedModel(name, made.model()));
            });
    Judgement judgement =
        new EvaluateStep(
                context,
                history,
                past.store().purchasesBetween(from, start(end(day))),
                models,
                Optional.empty(),
                "cut-off-%s/".formatted(day))
            .judged();
    judgement
        .asMetrics()
        .forEach((name, value) -> context.record().metric(named(name, day.toString()), value));
    context.record().metric(named(EvaluateStep.GIANTS, day.toString()), history.giants().size());
    for (Contest contest : contests(context.settings())) {
      contest
          .differences(judgement, context.settings().evaluation().k())
          .forEach((name, value) -> context.record().metric(named(name, day.toString()), value));
    }
    List<String> lines = new ArrayList<>();
    context
        .settings()
        .recommendations()
        .giants()
        .remark(history)
        .ifPresent(words -> lines.add("giants: " + words));
    Giants.notJudged(history).ifPresent(lines::add);
    return Left.of(judgement, lines);
  }

  private static Left<Map<String, Double>> mean(
      RunContext context, Map<LocalDate, Judgement> judged) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Judgement judgement : judged.values()) {
      judgement
          .figures()
          .forEach(
              figure ->
                  values
                      .computeIfAbsent(figure.key(), any -> new ArrayList<>())
                      .add(figure.estimate().value()));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (name, each) -> {
          if (each.size() == judged.size()) { // a mean over fewer cut-offs would be another figure
            double sum = each.stream().mapToDouble(Double::doubleValue).sum();
            means.put(name, sum / each.size());
            context.record().metric(named(name, "mean"), sum / each.size());
          }
        });
    int k = context.settings().evaluation().k().get(0);
    List<String> lines = new ArrayList<>(CutOffTable.lines(judged, means, k));
    lines.add("");
    contests(context.settings()).forEach(contest -> lines.add(contest.line(judged, k)));
    return Left.of(means, lines);
  }

  private static List<Contest> contests(Settings settings) {
    return Contest.of(settings.recommendations(), ModelStore.named(contenders(settings)));
  }

  /** {@code eval.first.als.ndcg@10} becomes {@code eval.2011-08-09.first.als.ndcg@10}. */
  private static String named(String figure, String cutOff) {
    return figure.replaceFirst("^(eval|difference)\\.", "$1." + cutOff + ".");
  }

  private static List<Recommender> contenders(Settings settings) {
    Settings.Recommendations lists = settings.recommendations();
    return Stream.concat(
            Stream.of(lists.forYou(), lists.nextBasket(), lists.buyAgain())
                .map(Settings.RankedList::model),
            settings.evaluation().baselines().stream())
        .toList();
  }

  private LocalDate end(LocalDate day) {
    return day.plusDays(windowDays());
  }

  private long windowDays() {
    return project.settings().evaluation().holdoutWindow().toDays();
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(project.settings().timezone()).toInstant();
  }
}
