package org.alsolike.models.propensity;

/**
 * p(s) = 1 / (1 + exp(slope s + intercept)): Platt 1999, with his smoothed targets, fitted by the
 * Newton method with backtracking of Lin, Lin and Weng 2007 (algorithm 1).
 *
 * @param slope below 0 where higher scores mean more likely
 */
record PlattScaling(double slope, double intercept) implements Calibration {

  private static final int MOST_STEPS = 100;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-9;
  private static final double ENOUGH_DECREASE = 1e-4;

  static PlattScaling fit(double[] scores, boolean[] outcomes) {
    double[] targets = smoothedTargets(outcomes);
    PlattScaling found = start(outcomes);
    double loss = found.loss(scores, targets);
    for (int step = 0; step < MOST_STEPS; step++) {
      Newton newton = found.newton(scores, targets);
      if (newton.flat()) {
        return found;
      }
      double size = 1;
      PlattScaling next = found.plus(size, newton);
      double nextLoss = next.loss(scores, targets);
      while (nextLoss >= loss + ENOUGH_DECREASE * size * newton.descent()) {
        size /= 2;
        if (size < SMALLEST_STEP) {
          return found;
        }
        next = found.plus(size, newton);
        nextLoss = next.loss(scores, targets);
      }
      found = next;
      loss = nextLoss;
    }
    return found;
  }

  @Override
  public double probability(double score) {
    double z = slope * score + intercept;
    if (z >= 0) {
      double small = StrictMath.exp(-z);
      return small / (1 + small);
    }
    return 1 / (1 + StrictMath.exp(z));
  }

  /** Platt's targets: (n+ + 1) / (n+ + 2) for those who did it, 1 / (n- + 2) for the others. */
  private static double[] smoothedTargets(boolean[] outcomes) {
    double positives = count(outcomes);
    double negatives = outcomes.length - positives;
    double[] targets = new double[outcomes.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = outcomes[i] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
    }
    return targets;
  }

  private static PlattScaling start(boolean[] outcomes) {
    double positives = count(outcomes);
    double negatives = outcomes.length - positives;
    return new PlattScaling(0, StrictMath.log((negatives + 1) / (positives + 1)));
  }

  private static int count(boolean[] outcomes) {
    int positives = 0;
    for (boolean outcome : outcomes) {
      positives += outcome ? 1 : 0;
    }
    return positives;
  }

  private double loss(double[] scores, double[] targets) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double z = slope * scores[i] + intercept;
      sum +=
          z >= 0
              ? targets[i] * z + StrictMath.log1p(StrictMath.exp(-z))
              : (targets[i] - 1) * z + StrictMath.log1p(StrictMath.exp(z));
    }
    return sum;
  }

  private PlattScaling plus(double size, Newton newton) {
    return new PlattScaling(
        slope + size * newton.slopeStep(), intercept + size * newton.interceptStep());
  }

  /** Gradient and Newton direction at these parameters. */
  private Newton newton(double[] scores, double[] targets) {
    double h11 = RIDGE;
    double h22 = RIDGE;
    double h21 = 0;
    double g1 = 0;
    double g2 = 0;
    for (int i = 0; i < scores.length; i++) {
      double p = probability(scores[i]);
      double weight = p * (1 - p);
      h11 += scores[i] * scores[i] * weight;
      h22 += weight;
      h21 += scores[i] * weight;
      g1 += scores[i] * (targets[i] - p);
      g2 += targets[i] - p;
    }
    double determinant = h11 * h22 - h21 * h21;
    return new Newton(
        g1, g2, -(h22 * g1 - h21 * g2) / determinant, -(-h21 * g1 + h11 * g2) / determinant);
  }

  private record Newton(
      double slopeGradient, double interceptGradient, double slopeStep, double interceptStep) {

    boolean flat() {
      return StrictMath.abs(slopeGradient) < FLAT && StrictMath.abs(interceptGradient) < FLAT;
    }

    double descent() {
      return slopeGradient * slopeStep + interceptGradient * interceptStep;
    }
  }
}
