package org.alsolike.models.propensity;

import java.util.Arrays;

/**
 * What the training rows said about one feature.
 *
 * @param median of the known values (the lower one of two); 0 where none is known
 * @param centre subtracted from a transformed value
 * @param scale divides what is left; 0 where the feature does not vary
 * @param squareScale deviation of the squared standardised value, whose mean is 1; 0 where the
 *     square is no input
 * @param sometimesMissing missing in some training rows and known in others
 */
record PreparedFeature(
    String name,
    double median,
    double centre,
    double scale,
    double squareScale,
    boolean sometimesMissing) {

  /** The square of a value that is as often one thing as the other is 1, but for rounding. */
  private static final double FLAT = 1e-9;

  static PreparedFeature fit(Inputs inputs, String name, double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double median = known.length == 0 ? 0 : known[(known.length - 1) / 2];
    boolean constant = known.length == 0 || known[0] == known[known.length - 1];
    boolean sometimesMissing = known.length > 0 && known.length < values.length;
    if (constant) {
      return new PreparedFeature(name, median, 0, 0, 0, sometimesMissing);
    }
    return switch (inputs) {
      case AS_THEY_ARE -> new PreparedFeature(name, median, 0, 1, 0, sometimesMissing);
      case STANDARDISED -> standardised(inputs, name, median, values, sometimesMissing);
    };
  }

  boolean varies() {
    return scale > 0;
  }

  boolean squared() {
    return squareScale > 0;
  }

  double input(Inputs inputs, double raw) {
    double value = Double.isFinite(raw) ? raw : median;
    return (inputs.transform(value) - centre) / scale;
  }

  double square(double input) {
    return (input * input - 1) / squareScale;
  }

  private static PreparedFeature standardised(
      Inputs inputs, String name, double median, double[] values, boolean sometimesMissing) {
    double[] filled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      filled[i] = inputs.transform(Double.isFinite(values[i]) ? values[i] : median);
    }
    double mean = mean(filled);
    double scale = StrictMath.sqrt(meanSquare(filled, mean));
    double[] squares = Arrays.stream(filled).map(x -> (x - mean) / scale).map(x -> x * x).toArray();
    double squareScale = StrictMath.sqrt(meanSquare(squares, 1));
    return new PreparedFeature(
        name, median, mean, scale, squareScale > FLAT ? squareScale : 0, sometimesMissing);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double meanSquare(double[] values, double centre) {
    double sum = 0;
    for (double value : values) {
      sum += (value - centre) * (value - centre);
    }
    return sum / values.length;
  }
}
