package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.alsolike.jobs.SmallShop;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Project;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.tables.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made anew after the configuration changed, and nothing else. */
class FingerprintsTest {

  private static final Instant WINDOW = Instant.parse("2011-11-09T00:00:00Z");

  private static final String YAML =
      SmallShop.YAML
          + """
      recommendations:
        rules: [{ name: old, kind: exclude, items: "days_since_last_sale > 180" }]
      evaluation: { holdout_window: 31d, k: [10] }
      propensity:
        - name: buys
          population: "orders > 0"
          outcome: { event: purchase, within: 30d }
          trainer: { kind: logistic-regression }
      gates: { min_auc: 0.6 }
      """;

  private static final String SEGMENT =
      """
      segments:
        - { name: likely, where: "buys.percentile >= 80", purpose: email, holdout: 10% }
      """;

  /** One for all: what our classes hash to is kept below it. */
  @TempDir private static Path folder;

  @Test
  void aGateOrASegmentMakesNothingAnewThatItDoesNotTouch() {
    assertThat(madeAnew(YAML.replace("0.6", "0.7"))).containsExactly("result");
    assertThat(madeAnew(YAML + SEGMENT)).containsExactly("result");
  }

  @Test
  void aRuleMakesListsAnewButTrainsNothing() {
    assertThat(madeAnew(YAML.replace("> 180", "> 90")))
        .containsExactly("judged", "lists", "result");
  }

  @Test
  void otherGiantsTrainAnewAlone() {
    assertThat(
            madeAnew(
                YAML.replace("recommendations:\n", "recommendations:\n  giants: { items: 9 }\n")))
        .containsExactly("judged", "lists", "model", "result");
  }

  @Test
  void whatIsJudgedIsNotWhatIsPublished() {
    assertThat(madeAnew(YAML.replace("k: [10]", "k: [10, 20]")))
        .containsExactly("judged", "result");
  }

  @Test
  void aTrainerMakesItsScoresAnewAlone() {
    assertThat(madeAnew(YAML.replace("logistic-regression", "boosted-trees")))
        .containsExactly("predictions", "propensity", "result");
  }

  @Test
  void anotherDayMakesAnewWhatReachesIt() {
    assertThat(madeAnew(YAML.replace("12-10", "12-11")))
        .containsExactly("judged", "lists", "predictions", "result");
  }

  @Test
  void otherFeaturesMakeAllAnewButTheEvents() {
    assertThat(madeAnew(YAML + "features: { affinity: { half_life: 30d } }\n"))
        .containsExactly(
            "history", "judged", "lists", "model", "predictions", "propensity", "result");
  }

  @Test
  void anotherInputMakesAllAnew() {
    Shop before = Shop.in(folder, YAML, SmallShop.SALES);

    Shop after = Shop.in(folder, YAML, SmallShop.SALES.replace("jug", "cup"));

    assertThat(after.differsFrom(before)).isEqualTo(before.made().keySet());
  }

  /** Else a figure from beside one version would stand beside another. */
  @Test
  void listsJudgedBesideAServedVersionAreKeptApart() {
    Shop shop = Shop.in(folder, YAML);
    Settings.Recommendations other =
        Shop.in(folder, YAML.replace("> 180", "> 90")).settings().recommendations();

    List<String> places =
        Stream.of(
                Optional.<Settings.Recommendations>empty(),
                Optional.of(shop.settings().recommendations()),
                Optional.of(other))
            .map(served -> judgedBeside(shop, served))
            .toList();

    assertThat(places).doesNotHaveDuplicates();
    assertThat(judgedBeside(shop, Optional.of(other))).isEqualTo(places.get(2));
  }

  /** The snapshot's name, which needs neither Spark nor rows. */
  private static String judgedBeside(Shop shop, Optional<Settings.Recommendations> served) {
    return new EvaluateStep(
            new RunContext(shop.project(), null, null, shop.fingerprints(), null, null),
            new History(WINDOW, null, null, null, null),
            null,
            Map.of(),
            served.map(lists -> new Incumbent(1, lists)),
            "")
        .customerMetrics();
  }

  private static Set<String> madeAnew(String changed) {
    return Shop.in(folder, changed).differsFrom(Shop.in(folder, YAML));
  }

  /** A project and the fingerprints that it has now. */
  private record Shop(Project project, Fingerprints fingerprints, Map<String, String> made) {

    static Shop in(Path folder, String yaml) {
      return in(folder, yaml, SmallShop.SALES);
    }

    static Shop in(Path folder, String yaml, String sales) {
      try {
        Path config = Files.writeString(folder.resolve("alsolike.yaml"), yaml);
        Files.writeString(folder.resolve("sales.csv"), sales);
        Project project = Project.open(config, Optional.empty(), Clock.systemUTC());
        Fingerprints now = Fingerprints.of(project);
        var buys = project.settings().propensity().get(0);
        return new Shop(
            project,
            now,
            Map.of(
                "validated", now.validated(),
                "history", now.history(List.of(WINDOW)),
                "model", now.model(WINDOW, Popularity.defaults()),
                "lists", now.lists(),
                "judged", now.judged(WINDOW, Optional.empty()),
                "propensity", now.propensity(WINDOW, buys, buys.trainer()),
                "predictions", now.predictions(WINDOW, buys, buys.trainer()),
                "result", now.result()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Settings settings() {
      return project.settings();
    }

    Set<String> differsFrom(Shop other) {
      Set<String> different = new TreeSet<>(made.keySet());
      different.removeIf(name -> made.get(name).equals(other.made().get(name)));
      return different;
    }
  }
}
