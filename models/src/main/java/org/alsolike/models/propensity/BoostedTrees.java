package org.alsolike.models.propensity;

import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;

/**
 * Gradient-boosted trees (Chen and Guestrin 2016, XGBoost) with histogram splits.
 *
 * @param rounds of boosting
 * @param depth of a tree, from 1 to 16
 * @param learningRate share of each tree that is added, above 0 and at most 1
 * @param minChildWeight least weight (sum of second derivatives) of a leaf
 * @param rowShare share of the rows each tree is grown on
 * @param featureShare share of the features each tree may use
 * @param l2 penalty on squared leaf values
 * @param threads of a fit; part of the settings because sums depend on it
 * @param seed of the shares
 */
public record BoostedTrees(
    int rounds,
    int depth,
    double learningRate,
    double minChildWeight,
    double rowShare,
    double featureShare,
    double l2,
    int threads,
    int seed)
    implements PropensityTrainer {

  private static final double NO_GAMMA = 0;
  private static final double NO_L1 = 0;
  private static final int DEEPEST = 16;

  public BoostedTrees {
    Checks.atLeast(1, rounds, "rounds");
    if (depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "depth must be between 1 and %d, but is %d".formatted(DEEPEST, depth));
    }
    Checks.share(learningRate, "learning_rate");
    Checks.notNegative(minChildWeight, "min_child_weight");
    Checks.share(rowShare, "row_share");
    Checks.share(featureShare, "feature_share");
    Checks.notNegative(l2, "l2");
    Checks.atLeast(1, threads, "threads");
  }

  public static BoostedTrees defaults() {
    return new BoostedTrees(200, 2, 0.03, 5, 0.5, 0.25, 1, 1, 1);
  }

  @Override
  public String kind() {
    return "boosted-trees";
  }

  @Override
  public Inputs inputs() {
    return Inputs.AS_THEY_ARE;
  }

  @Override
  public Model<Label> fit(Dataset<Label> examples) {
    return new XGBoostClassificationTrainer(
            BoosterType.GBTREE,
            TreeMethod.HIST,
            rounds,
            learningRate,
            NO_GAMMA,
            depth,
            minChildWeight,
            rowShare,
            featureShare,
            l2,
            NO_L1,
            threads,
            LoggingVerbosity.SILENT,
            seed)
        .train(examples);
  }
}
