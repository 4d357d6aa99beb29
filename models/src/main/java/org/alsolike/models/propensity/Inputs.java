package org.alsolike.models.propensity;

/** The form in which a trainer wants its features. */
public enum Inputs {
  /**
   * The signed logarithm of each value, sign(x) log(1 + |x|), because counts and amounts have heavy
   * tails, brought to mean 0 and standard deviation 1.
   */
  STANDARDISED {
    @Override
    double transform(double value) {
      return StrictMath.signum(value) * StrictMath.log1p(StrictMath.abs(value));
    }
  },
  /** The values themselves: trees only look at their order. */
  AS_THEY_ARE {
    @Override
    double transform(double value) {
      return value;
    }
  };

  abstract double transform(double value);
}
