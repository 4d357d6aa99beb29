package org.alsolike.jobs.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.config.Hyperparameters;
import org.alsolike.jobs.run.Project;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.tune.Judged;
import org.alsolike.models.tune.Search.Outcome;

/**
 * What a search tried, for people and as files.
 *
 * @param today the model before the search
 * @param list whose model it is
 */
record TrialTable(Outcome outcome, Recommender today, String list) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRIALS = "trials.csv";
  private static final String BEST = "tuned.yaml";
  private static final int SHOWN = 5;

  static String said(Judged one) {
    return String.format(
        Locale.ROOT,
        "trial %3d on %3.0f %% of the customers: %s %s",
        one.trial().number(),
        100 * one.share(),
        one.refusal().orElseGet(() -> String.format(Locale.ROOT, "%.4f", one.value())),
        one.trial().number() == 0 ? "as it is now" : one.trial().values());
  }

  /** Those judged on all customers, the best first, and what to write into the configuration. */
  List<String> lines(Path folder) {
    List<String> lines = new ArrayList<>();
    long drawn = outcome.judged().stream().filter(one -> one.trial().number() > 0).count();
    lines.add("%d judgements of drawn values; NDCG on all customers:".formatted(drawn));
    outcome.judged().stream()
        .filter(one -> one.share() == 1)
        .sorted(
            Comparator.comparingDouble(
                (Judged one) -> one.refusal().isPresent() ? 1 : -one.value()))
        .limit(SHOWN)
        .forEach(one -> lines.add(said(one)));
    lines.add(
        outcome.best().number() == 0
            ? "Nothing was better than what the configuration has:"
            : "The best, for the configuration:");
    yaml().lines().forEach(line -> lines.add("  " + line));
    lines.add("also in " + Project.shown(folder.resolve(BEST)));
    lines.add("all trials in " + Project.shown(folder.resolve(TRIALS)));
    return lines;
  }

  void write(Path folder) {
    try {
      Files.writeString(folder.resolve(BEST), yaml());
      Files.writeString(folder.resolve(TRIALS), csv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the configuration. */
  String yaml() {
    try {
      Recommender best = Hyperparameters.with(today, outcome.best().values());
      StringBuilder yaml =
          new StringBuilder("recommendations:\n  %s:\n    model:\n".formatted(list));
      JSON.readTree(Canonical.json(best))
          .properties()
          .forEach(
              entry ->
                  yaml.append(
                      "      %s: %s\n".formatted(entry.getKey(), scalar(entry.getValue()))));
      return yaml.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is not a plain word or number is written as JSON, which is YAML too. */
  private static String scalar(JsonNode value) {
    if (!value.isTextual() || !value.textValue().matches("[A-Za-z0-9_.-]+")) {
      return value.toString();
    }
    String text = value.textValue();
    return text.matches("PT\\d+H") && Duration.parse(text).toHours() % 24 == 0
        ? Duration.parse(text).toDays() + "d"
        : text;
  }

  private String csv() {
    Set<String> keys = new TreeSet<>();
    outcome.judged().forEach(one -> keys.addAll(one.trial().values().keySet()));
    StringBuilder csv = new StringBuilder("trial,share,ndcg,seconds,refusal");
    keys.forEach(key -> csv.append(',').append(key));
    for (Judged one : outcome.judged()) {
      csv.append(
          String.format(
              Locale.ROOT,
              "\n%d,%.6f,%s,%.1f,%s",
              one.trial().number(),
              one.share(),
              one.refusal().isPresent() ? "" : one.value(),
              one.seconds(),
              quoted(one.refusal().orElse(""))));
      keys.forEach(
          key -> csv.append(',').append(quoted(one.trial().values().getOrDefault(key, ""))));
    }
    return csv.append('\n').toString();
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
