package org.alsolike.models.propensity;

import java.util.List;

/** Feature values as they come from Spark. */
final class RawValues {

  private RawValues() {}

  /** The same values; what is missing becomes NaN. */
  static double[] of(List<Double> values) {
    double[] raw = new double[values.size()];
    for (int f = 0; f < raw.length; f++) {
      Double value = values.get(f);
      raw[f] = value == null ? Double.NaN : value;
    }
    return raw;
  }
}
