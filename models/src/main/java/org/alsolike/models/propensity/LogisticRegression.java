package org.alsolike.models.propensity;

import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;

/**
 * Logistic regression by stochastic gradient descent with AdaGrad (Duchi, Hazan, Singer 2011), on
 * standardised features and their squares. The model is the mean of its weights over all steps
 * (Polyak and Juditsky 1992), so that with thousands of rows it hardly depends on the order in
 * which they are visited.
 *
 * @param epochs passes over the rows
 * @param learningRate first step size
 * @param batch rows per step
 * @param seed of the order in which rows are visited
 */
public record LogisticRegression(int epochs, double learningRate, int batch, long seed)
    implements PropensityTrainer {

  private static final double EPSILON = 0.1;
  private static final int SILENT = -1;

  public LogisticRegression {
    Checks.atLeast(1, epochs, "epochs");
    Checks.above(0, learningRate, "learning_rate");
    Checks.atLeast(1, batch, "batch");
  }

  public static LogisticRegression defaults() {
    return new LogisticRegression(10, 0.02, 64, 1);
  }

  @Override
  public String kind() {
    return "logistic-regression";
  }

  @Override
  public Inputs inputs() {
    return Inputs.STANDARDISED;
  }

  @Override
  public Model<Label> fit(Dataset<Label> examples) {
    var optimiser = new ParameterAveraging(new AdaGrad(learningRate, EPSILON));
    return new LinearSGDTrainer(new LogMulticlass(), optimiser, epochs, SILENT, batch, seed)
        .train(examples);
  }
}
