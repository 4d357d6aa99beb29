package org.alsolike.models.propensity;

import java.util.Arrays;

/**
 * What the training rows said about one feature.
 *
 * @param median of the known values (the lower one of two); 0 where none is known
 * @param centre subtracted from a transformed value
 * @param scale divides what is left; 0 where the feature does not vary
 * @param sometimesMissing missing in some training rows and known in others
 */
record PreparedFeature(
    String name, double median, double centre, double scale, boolean sometimesMissing) {

  static PreparedFeature fit(Inputs inputs, String name, double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double median = known.length == 0 ? 0 : known[(known.length - 1) / 2];
    boolean constant = known.length == 0 || known[0] == known[known.length - 1];
    boolean sometimesMissing = known.length > 0 && known.length < values.length;
    if (constant) {
      return new PreparedFeature(name, median, 0, 0, sometimesMissing);
    }
    return switch (inputs) {
      case AS_THEY_ARE -> new PreparedFeature(name, median, 0, 1, sometimesMissing);
      case STANDARDISED -> standardised(inputs, name, median, values, sometimesMissing);
    };
  }

  boolean varies() {
    return scale > 0;
  }

  double input(Inputs inputs, double raw) {
    double value = Double.isFinite(raw) ? raw : median;
    return (inputs.transform(value) - centre) / scale;
  }

  private static PreparedFeature standardised(
      Inputs inputs, String name, double median, double[] values, boolean sometimesMissing) {
    double[] filled = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      filled[i] = inputs.transform(Double.isFinite(values[i]) ? values[i] : median);
      sum += filled[i];
    }
    double mean = sum / filled.length;
    double squares = 0;
    for (double value : filled) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = StrictMath.sqrt(squares / filled.length);
    return new PreparedFeature(name, median, mean, deviation, sometimesMissing);
  }
}
