package org.alsolike.models.propensity;

import java.util.List;

/**
 * The rows of a fit, in this process, ordered by as-of and customer.
 *
 * @param model name of the propensity model
 * @param features names of the numeric features, in the order of the values
 * @param training rows of the earlier as-ofs
 * @param calibrating rows of the latest as-of
 */
public record LearningRows(String model, List<String> features, Split training, Split calibrating) {

  public LearningRows {
    features = List.copyOf(features);
  }

  /**
   * Some of the rows, to be added to while they are collected.
   *
   * @param values one array per row; NaN is missing
   * @param outcomes one per row
   */
  public record Split(List<double[]> values, List<Boolean> outcomes) {

    void add(double[] row, boolean outcome) {
      values.add(row);
      outcomes.add(outcome);
    }

    boolean[] outcomeArray() {
      boolean[] array = new boolean[outcomes.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = outcomes.get(i);
      }
      return array;
    }
  }
}
