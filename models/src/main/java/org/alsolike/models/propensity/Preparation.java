package org.alsolike.models.propensity;

import java.util.ArrayList;
import java.util.List;

/**
 * How raw feature values become the inputs of a model; everything it knows was fitted on training
 * rows alone. A missing value becomes the median, and an input of its own says that it was missing.
 * A feature that does not vary is left out. Standardised features come with their squares, so that
 * a linear model can bend. Zeros are written, because an absent input means 0 to a linear model and
 * missing to trees.
 *
 * @param features in the order of the raw values, kept or not
 */
record Preparation(Inputs inputs, List<PreparedFeature> features) {

  private static final String SQUARED = "^2";
  private static final String WAS_MISSING = "?missing";

  Preparation {
    features = List.copyOf(features);
  }

  /** Fits on raw rows; a value that is not finite is missing. */
  static Preparation fit(Inputs inputs, List<String> names, List<double[]> rows) {
    List<PreparedFeature> features = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
      int column = f;
      double[] values = rows.stream().mapToDouble(row -> row[column]).toArray();
      features.add(PreparedFeature.fit(inputs, names.get(f), values));
    }
    return new Preparation(inputs, features);
  }

  /** The names of the inputs, in the order of {@link #inputsOf}. */
  String[] inputNames() {
    List<String> names = new ArrayList<>();
    for (PreparedFeature feature : features) {
      if (feature.varies()) {
        names.add(feature.name());
      }
      if (feature.squared()) {
        names.add(feature.name() + SQUARED);
      }
      if (feature.sometimesMissing()) {
        names.add(feature.name() + WAS_MISSING);
      }
    }
    return names.toArray(String[]::new);
  }

  /** The inputs of one row of raw values. */
  double[] inputsOf(double[] raw) {
    double[] prepared = new double[inputCount()];
    int at = 0;
    for (int f = 0; f < raw.length; f++) {
      PreparedFeature feature = features.get(f);
      if (feature.varies()) {
        prepared[at++] = feature.input(inputs, raw[f]);
      }
      if (feature.squared()) {
        prepared[at] = feature.square(prepared[at - 1]);
        at++;
      }
      if (feature.sometimesMissing()) {
        prepared[at++] = Double.isFinite(raw[f]) ? 0 : 1;
      }
    }
    return prepared;
  }

  /** The training medians, in the order of the raw values. */
  double[] medians() {
    return features.stream().mapToDouble(PreparedFeature::median).toArray();
  }

  List<String> names() {
    return features.stream().map(PreparedFeature::name).toList();
  }

  private int inputCount() {
    int count = 0;
    for (PreparedFeature feature : features) {
      count += feature.varies() ? 1 : 0;
      count += feature.squared() ? 1 : 0;
      count += feature.sometimesMissing() ? 1 : 0;
    }
    return count;
  }
}
