package org.alsolike.models.tune;

import java.util.OptionalDouble;

/** Trains and judges the values of a trial. */
@FunctionalInterface
public interface Objective {

  /**
   * @param share of the customers who are trained on and judged; a greater share holds all
   *     customers of a smaller one
   * @return the same value for the same arguments
   * @throws IllegalArgumentException when such values cannot be tried, with the reason
   */
  Verdict judge(Trial trial, double share);

  /**
   * What came out.
   *
   * @param value how good the values are, higher is better
   * @param seconds that judging took, where it was done before and not again
   */
  record Verdict(double value, OptionalDouble seconds) {

    public static Verdict now(double value) {
      return new Verdict(value, OptionalDouble.empty());
    }

    public static Verdict earlier(double value, double seconds) {
      return new Verdict(value, OptionalDouble.of(seconds));
    }
  }
}
