package org.alsolike.models.tune;

/** Trains and judges the values of a trial. */
@FunctionalInterface
public interface Objective {

  /**
   * @param share of the customers who are trained on and judged; a greater share holds all
   *     customers of a smaller one
   * @return how good the values are, higher is better; the same for the same arguments
   * @throws IllegalArgumentException when such values cannot be tried, with the reason
   */
  double judge(Trial trial, double share);
}
