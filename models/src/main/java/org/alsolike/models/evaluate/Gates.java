package org.alsolike.models.evaluate;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run must reach before its results are served. Recommenders are compared by NDCG for first
 * purchases of known customers, on the lists as they would be published. A figure that is missing
 * or not a number never passes.
 *
 * @param baseline the judged model that the published list must beat
 * @param k depth of the lists that are compared
 * @param minGain least gain over the baseline; besides, the interval of the paired difference must
 *     lie above 0
 * @param maxLoss largest loss against the configuration of the served version
 * @param maxEmptyLists largest share, 0 to 1, of judged customers without a list
 * @param minCoverage least share, 0 to 1, of the catalogue within the first k of the lists
 * @param minAuc least ROC AUC of each propensity model
 * @param maxCalibrationError largest expected calibration error of each propensity model
 * @param changes how much may change against the served version
 */
public record Gates(
    String baseline,
    int k,
    double minGain,
    double maxLoss,
    double maxEmptyLists,
    double minCoverage,
    double minAuc,
    double maxCalibrationError,
    ChangeGates changes) {

  private static final Slice SLICE = Slice.KNOWN;
  private static final Task TASK = Task.FIRST;

  public Gates {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
    share("min_gain", minGain);
    share("max_loss", maxLoss);
    share("max_empty_lists", maxEmptyLists);
    share("min_coverage", minCoverage);
    share("min_auc", minAuc);
    share("max_calibration_error", maxCalibrationError);
  }

  public static Gates defaults() {
    return new Gates("popularity", 10, 0, 0.005, 0, 0.01, 0.6, 0.05, ChangeGates.defaults());
  }

  /** Decides on recommendations. */
  public List<GateResult> judge(Judgement judgement, Candidate candidate) {
    List<GateResult> results = new ArrayList<>();
    results.add(gain(judgement, candidate));
    candidate.incumbent().ifPresent(i -> results.add(loss(judgement, candidate, i)));
    results.add(emptyLists(judgement, candidate));
    results.add(coverage(judgement, candidate));
    return results;
  }

  /** Decides on propensity models, by name. */
  public List<GateResult> judge(Map<String, PropensityFigures> propensity) {
    List<GateResult> results = new ArrayList<>();
    propensity.forEach(
        (name, figures) -> {
          String error = "calibration error of " + name;
          results.add(atLeast(name + ".min_auc", "AUC of " + name, figures.auc(), minAuc));
          results.add(
              atMost(name + ".max_calibration_error", error, figures.ece(), maxCalibrationError));
        });
    return results;
  }

  private GateResult gain(Judgement judgement, Candidate candidate) {
    Estimate gain = difference(judgement, candidate, baseline);
    boolean sure = gain.interval().map(Interval::aboveZero).orElse(false);
    boolean passed = sure && gain.value() >= minGain;
    String wanted = "wanted %s and an interval above 0".formatted(signed(minGain));
    String reason = compared(judgement, candidate, gain, baseline, wanted);
    return new GateResult("min_gain", passed, gain.value(), minGain, reason);
  }

  private GateResult loss(Judgement judgement, Candidate candidate, Candidate.Incumbent incumbent) {
    Estimate difference = difference(judgement, candidate, incumbent.model());
    boolean passed = difference.value() >= -maxLoss; // false for NaN
    String version = "version " + incumbent.version();
    String allowed = "allowed " + signed(-maxLoss);
    String reason = compared(judgement, candidate, difference, version, allowed);
    return new GateResult("max_loss", passed, difference.value(), -maxLoss, reason);
  }

  private GateResult emptyLists(Judgement judgement, Candidate candidate) {
    double covered = value(judgement, candidate, Metric.USERS_COVERED.at(k));
    return atMost("max_empty_lists", "share without a list", 1 - covered, maxEmptyLists);
  }

  private GateResult coverage(Judgement judgement, Candidate candidate) {
    double covered = value(judgement, candidate, CatalogueFigures.coverageAt(k));
    return atLeast("min_coverage", "share of the catalogue in lists", covered, minCoverage);
  }

  private static GateResult atLeast(String name, String what, double value, double threshold) {
    String reason = "%s is %s, wanted at least %s".formatted(what, say(value), say(threshold));
    return new GateResult(name, value >= threshold, value, threshold, reason);
  }

  private static GateResult atMost(String name, String what, double value, double threshold) {
    String reason = "%s is %s, allowed at most %s".formatted(what, say(value), say(threshold));
    return new GateResult(name, value <= threshold, value, threshold, reason);
  }

  private Estimate difference(Judgement judgement, Candidate candidate, String other) {
    return judgement
        .difference(candidate.model(), other, TASK, SLICE, Metric.NDCG_AT, k)
        .orElse(Estimate.counted(Double.NaN, 0));
  }

  private double value(Judgement judgement, Candidate candidate, String metric) {
    return judgement
        .figure(candidate.model(), TASK, SLICE, metric)
        .map(Estimate::value)
        .orElse(Double.NaN);
  }

  private String compared(
      Judgement judgement, Candidate candidate, Estimate difference, String other, String rule) {
    String what = "%s NDCG@%d (%s)".formatted(candidate.model(), k, TASK.words());
    if (Double.isNaN(difference.value())) {
      return "%s cannot be compared with %s: a figure is missing (%s)".formatted(what, other, rule);
    }
    return "%s is %s, %s %s %s (interval %s, %s)"
        .formatted(
            what,
            say(value(judgement, candidate, Metric.NDCG_AT.at(k))),
            say(Math.abs(difference.value())),
            difference.value() < 0 ? "below" : "above",
            other,
            difference.interval().map(Interval::toString).orElse("missing"),
            rule);
  }

  private static String say(double value) {
    return Double.isNaN(value) ? "missing" : String.format(ROOT, "%.3f", value);
  }

  private static String signed(double value) {
    return String.format(ROOT, "%+.3f", value + 0.0); // -0.0 reads +0.000
  }

  private static void share(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s must be between 0 and 1, but is %s".formatted(key, value));
    }
  }
}
