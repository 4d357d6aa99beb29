package org.alsolike.models.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a propensity model was on a window that it did not see. NaN where the window says
 * nothing: no customer, or only one outcome.
 *
 * @param outcomes customers for whom the outcome came true
 * @param auc probability that a customer with the outcome scores above one without; ties count half
 * @param prAuc average precision
 * @param ece expected calibration error over deciles of the predicted probability
 * @param liftInTopDecile outcomes among the highest tenth of scores, as a multiple of the average
 * @param reliability least likely first; deciles that equal probabilities left empty are absent
 */
public record PropensityFigures(
    long customers,
    long outcomes,
    double auc,
    double prAuc,
    double logLoss,
    double brier,
    double ece,
    double liftInTopDecile,
    List<ReliabilityDecile> reliability) {

  /** Every figure under its name in run.json, after propensity.NAME.TRAINER. */
  public Map<String, Double> asMetrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("customers", (double) customers);
    metrics.put("outcomes", (double) outcomes);
    metrics.put("auc", auc);
    metrics.put("pr_auc", prAuc);
    metrics.put("log_loss", logLoss);
    metrics.put("brier", brier);
    metrics.put("ece", ece);
    metrics.put("lift@10pct", liftInTopDecile);
    return metrics;
  }
}
