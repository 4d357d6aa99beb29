package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Project;
import org.alsolike.models.recommend.Popularity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made anew after the configuration changed, and nothing else. */
class FingerprintsTest {

  private static final Instant WINDOW = Instant.parse("2011-11-09T00:00:00Z");

  private static final String YAML =
      """
      project: small-shop
      timezone: Europe/London
      as_of: 2011-12-10
      workspace: workspace
      sources:
        transactions:
          path: sales.csv
          columns:
            order_id: order
            item_id: item
            customer_id: customer
            occurred_at: at
            quantity: quantity
            unit_price: price
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
  void whatIsJudgedIsNotWhatIsPublished() {
    assertThat(madeAnew(YAML.replace("k: [10]", "k: [20]"))).containsExactly("judged", "result");
  }

  @Test
  void aTrainerMakesItsScoresAnewAlone() {
    assertThat(madeAnew(YAML.replace("logistic-regression", "boosted-trees")))
        .containsExactly("predictions", "propensity", "result");
  }

  @Test
  void anotherDayOrOtherFeaturesMakeAllAnewButTheEvents() {
    assertThat(madeAnew(YAML.replace("12-10", "12-11")))
        .containsExactly("judged", "lists", "model", "predictions", "propensity", "result");
    assertThat(madeAnew(YAML + "features: { affinity: { half_life: 30d } }\n"))
        .containsExactly(
            "history", "judged", "lists", "model", "predictions", "propensity", "result");
  }

  @Test
  void anotherInputMakesAllAnew() {
    Shop before = Shop.in(folder, YAML, "1,cup,ann,2011-11-01 10:00:00,1,2.50\n");
    Shop after = Shop.in(folder, YAML, "1,jug,ann,2011-11-01 10:00:00,1,2.50\n");

    assertThat(before.differsFrom(after)).hasSize(8);
  }

  /** Else a figure from beside one version would stand beside another. */
  @Test
  void listsJudgedBesideAServedVersionAreKeptApart() {
    Fingerprints made = Shop.in(folder, YAML, "").fingerprints();
    Settings.Recommendations served = Shop.in(folder, YAML, "").settings().recommendations();
    Settings.Recommendations other =
        Shop.in(folder, YAML.replace("> 180", "> 90"), "").settings().recommendations();

    assertThat(
            Set.of(
                made.judged(WINDOW, Optional.empty()),
                made.judged(WINDOW, Optional.of(served)),
                made.judged(WINDOW, Optional.of(other))))
        .hasSize(3);
  }

  private Set<String> madeAnew(String changed) {
    return Shop.in(folder, YAML, "").differsFrom(Shop.in(folder, changed, ""));
  }

  /** A project and the fingerprints that it has now. */
  private record Shop(Settings settings, Instant asOf, Fingerprints fingerprints) {

    static Shop in(Path folder, String yaml, String sales) {
      try {
        Path config = Files.writeString(folder.resolve("alsolike.yaml"), yaml);
        Files.writeString(
            folder.resolve("sales.csv"), "order,item,customer,at,quantity,price\n" + sales);
        Project project = Project.open(config, Optional.empty(), Clock.systemUTC());
        return new Shop(project.settings(), project.asOf(), Fingerprints.of(project));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Set<String> differsFrom(Shop other) {
      Set<String> different = new TreeSet<>();
      List<String> names =
          List.of(
              "validated",
              "model",
              "lists",
              "judged",
              "propensity",
              "predictions",
              "result",
              "history");
      for (String name : names) {
        if (!fingerprint(name).equals(other.fingerprint(name))) {
          different.add(name);
        }
      }
      return different;
    }

    private String fingerprint(String name) {
      var buys = settings.propensity().get(0);
      return switch (name) {
        case "validated" -> fingerprints.validated();
        case "history" -> fingerprints.history(List.of(WINDOW));
        case "model" -> fingerprints.model(asOf, Popularity.defaults());
        case "lists" -> fingerprints.lists();
        case "judged" -> fingerprints.judged(WINDOW, Optional.empty());
        case "propensity" -> fingerprints.propensity(asOf, buys, buys.trainer());
        case "predictions" -> fingerprints.predictions(WINDOW, buys, buys.trainer());
        case "result" -> fingerprints.result();
        default -> throw new IllegalArgumentException(name);
      };
    }
  }
}
