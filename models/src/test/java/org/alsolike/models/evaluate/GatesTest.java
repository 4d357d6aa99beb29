package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.models.evaluate.ReplicateSums.Cell;
import org.junit.jupiter.api.Test;

class GatesTest {

  private static final ChangeGates ANY_CHANGE = ChangeGates.defaults();
  private static final Gates GATES =
      new Gates("popularity", 10, 0.01, 0.005, 0, 0.1, 0.6, 0.05, ANY_CHANGE);
  private static final Candidate FIRST_VERSION = new Candidate("als", Optional.empty());
  private static final Candidate NEXT_VERSION =
      new Candidate("als", Optional.of(new Candidate.Incumbent(7, "incumbent")));

  @Test
  void passesWhatIsBetterAndSaysValueAndThreshold() {
    var results = GATES.judge(judgement(0.5, 0.25, 0.5, 0.4), NEXT_VERSION);

    assertThat(results).allMatch(GateResult::passed);
    assertThat(results)
        .extracting(GateResult::reason)
        .containsExactly(
            "als NDCG@10 (first purchases) is 0.500, 0.250 above popularity"
                + " (interval 0.250 .. 0.250, wanted +0.010 and an interval above 0)",
            "als NDCG@10 (first purchases) is 0.500, 0.000 above version 7"
                + " (interval 0.000 .. 0.000, allowed -0.005)",
            "share without a list is 0.000, allowed at most 0.000",
            "share of the catalogue in lists is 0.400, wanted at least 0.100");
  }

  @Test
  void refusesALossAgainstTheServedVersion() {
    var results = GATES.judge(judgement(0.5, 0.25, 0.75, 0.4), NEXT_VERSION);

    assertThat(refusals(results))
        .containsExactly(
            "als NDCG@10 (first purchases) is 0.500, 0.250 below version 7 (interval -0.250 .."
                + " -0.250, allowed -0.005)");
  }

  @Test
  void refusesWhatIsNoBetterThanTheBaseline() {
    var results = GATES.judge(judgement(0.25, 0.25, 0.25, 0.4), FIRST_VERSION);

    assertThat(refusals(results))
        .containsExactly(
            "als NDCG@10 (first purchases) is 0.250, 0.000 above popularity (interval 0.000 .."
                + " 0.000, wanted +0.010 and an interval above 0)");
  }

  @Test
  void refusesAGainThatMayBeChance() {
    // two customers who disagree: better on the mean, but some replicates draw only the worse one
    ReplicateSums sums = new ReplicateSums(Metric.values().length, 500, 1);
    add(sums, "als", 1, 1.0);
    add(sums, "als", 2, 0.0);
    add(sums, "popularity", 1, 0.0);
    add(sums, "popularity", 2, 0.25);

    var gain = GATES.judge(judgement(sums, 0.4), FIRST_VERSION).get(0);

    assertThat(gain.passed()).isFalse();
    assertThat(gain.value()).isEqualTo(0.375);
  }

  @Test
  void neverPassesAMissingFigure() {
    var nobody = judgement(new ReplicateSums(Metric.values().length, 100, 1), Double.NaN);

    var results = GATES.judge(nobody, NEXT_VERSION);

    assertThat(results).noneMatch(GateResult::passed);
    assertThat(results)
        .extracting(GateResult::reason)
        .containsExactly(
            "als NDCG@10 (first purchases) cannot be compared with popularity: a figure is missing"
                + " (wanted +0.010 and an interval above 0)",
            "als NDCG@10 (first purchases) cannot be compared with version 7: a figure is missing"
                + " (allowed -0.005)",
            "share without a list is missing, allowed at most 0.000",
            "share of the catalogue in lists is missing, wanted at least 0.100");
  }

  @Test
  void refusesListsThatShowTooLittle() {
    var coverage = GATES.judge(judgement(0.5, 0.25, 0.5, 0.09), FIRST_VERSION).get(2);

    assertThat(coverage)
        .isEqualTo(
            new GateResult(
                "min_coverage",
                false,
                0.09,
                0.1,
                "share of the catalogue in lists is 0.090, wanted at least 0.100"));
  }

  @Test
  void judgesPropensityModelsByName() {
    var good = new PropensityFigures(100, 40, 0.748, 0.6, 0.5, 0.2, 0.021, 2.4, List.of());
    var bad = new PropensityFigures(100, 0, Double.NaN, 0.6, 0.5, 0.2, 0.3, 1, List.of());

    assertThat(GATES.judge(Map.of("buys_30d", good)))
        .extracting(GateResult::name, GateResult::passed, GateResult::reason)
        .containsExactly(
            tuple("buys_30d.min_auc", true, "AUC of buys_30d is 0.748, wanted at least 0.600"),
            tuple(
                "buys_30d.max_calibration_error",
                true,
                "calibration error of buys_30d is 0.021, allowed at most 0.050"));
    assertThat(GATES.judge(Map.of("churn", bad)))
        .extracting(GateResult::passed, GateResult::reason)
        .containsExactly(
            tuple(false, "AUC of churn is missing, wanted at least 0.600"),
            tuple(false, "calibration error of churn is 0.300, allowed at most 0.050"));
  }

  @Test
  void refusesSettingsOutsideTheirRange() {
    assertThatThrownBy(() -> new Gates("popularity", 10, 0, -0.1, 0, 0.1, 0.6, 0.05, ANY_CHANGE))
        .hasMessage("max_loss must be between 0 and 1, but is -0.1");
    assertThatThrownBy(() -> new Gates("popularity", 0, 0, 0.1, 0, 0.1, 0.6, 0.05, ANY_CHANGE))
        .hasMessage("k must be at least 1, but is 0");
  }

  private static List<String> refusals(List<GateResult> results) {
    return results.stream().filter(r -> !r.passed()).map(GateResult::reason).toList();
  }

  /** Ten customers, all alike, so that intervals have no width. */
  private static Judgement judgement(double als, double popular, double served, double coverage) {
    ReplicateSums sums = new ReplicateSums(Metric.values().length, 100, 1);
    for (int customer = 0; customer < 10; customer++) {
      add(sums, "als", customer, als);
      add(sums, "popularity", customer, popular);
      add(sums, "incumbent", customer, served);
    }
    return judgement(sums, coverage);
  }

  private static void add(ReplicateSums sums, String model, long customer, double ndcg) {
    double[] values = {0, ndcg, 0, 0, 1};
    sums.add(new Cell(model, Task.FIRST, Slice.KNOWN, 10), customer, values);
  }

  private static Judgement judgement(ReplicateSums sums, double coverage) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure("als", Task.FIRST, Slice.KNOWN, "coverage@10", Estimate.counted(coverage, 0)));
    return new Judgement(List.of("als", "popularity", "incumbent"), sums, figures);
  }
}
