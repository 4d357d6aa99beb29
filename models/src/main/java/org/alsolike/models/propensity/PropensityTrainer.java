package org.alsolike.models.propensity;

import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A way to learn who will do it. Each is one record: its components are its hyperparameters, among
 * them the seed and whatever else the result depends on, so that equal settings and equal rows give
 * equal scores on any host.
 */
public sealed interface PropensityTrainer permits LogisticRegression, BoostedTrees {

  /** The name in YAML, figures and files, such as boosted-trees. */
  String kind();

  /** In which form the trainer wants its features. */
  Inputs inputs();

  /**
   * Fits a new model that gives probabilities.
   *
   * @param examples in a total order; every example holds every input
   */
  Model<Label> fit(Dataset<Label> examples);
}
