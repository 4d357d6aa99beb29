package org.alsolike.models.propensity;

/** What a hyperparameter must be, said in the words of its YAML key. */
final class Checks {

  private Checks() {}

  static void atLeast(int least, int value, String key) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", but is " + value);
    }
  }

  static void above(double bound, double value, String key) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          key + " must be above " + number(bound) + ", but is " + number(value));
    }
  }

  static void notNegative(double value, String key) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(key + " must be 0 or more, but is " + number(value));
    }
  }

  static void share(double value, String key) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          key + " must be above 0 and at most 1, but is " + number(value));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
