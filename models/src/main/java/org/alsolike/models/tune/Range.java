package org.alsolike.models.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What one hyperparameter may be. Values are texts, as the configuration would write them. */
public sealed interface Range {

  /** The value at a place between 0 (inclusive) and 1 (exclusive). */
  String at(double place);

  /** The values at both ends, or all of them: if these are allowed, so is what lies between. */
  List<String> extremes();

  /** How places are spread over a range of numbers. */
  enum Scale {
    LINEAR,
    /** Equal factors instead of equal differences: for what may differ by orders of magnitude. */
    LOG;

    double between(double low, double high, double place) {
      return switch (this) {
        case LINEAR -> low + place * (high - low);
        case LOG -> low * StrictMath.pow(high / low, place);
      };
    }

    private void check(double low, double high) {
      if (!(low <= high)) {
        throw new IllegalArgumentException(
            "must be [low, high], but %s is above %s".formatted(plain(low), plain(high)));
      }
      if (this == LOG && !(low > 0)) {
        throw new IllegalArgumentException(
            "must begin above 0 on a log scale, but begins at " + plain(low));
      }
    }
  }

  /** Numbers, cut to four digits so that a value reads well and is used as it was printed. */
  record Real(double low, double high, Scale scale) implements Range {

    private static final MathContext DIGITS = new MathContext(4);

    public Real {
      scale.check(low, high);
    }

    @Override
    public String at(double place) {
      double drawn = new BigDecimal(scale.between(low, high, place)).round(DIGITS).doubleValue();
      return plain(Math.min(high, Math.max(low, drawn)));
    }

    @Override
    public List<String> extremes() {
      return List.of(plain(low), plain(high));
    }
  }

  /**
   * Whole numbers, both ends included.
   *
   * @param unit written behind the number, such as d for days; empty for mere numbers
   */
  record Whole(long low, long high, Scale scale, String unit) implements Range {

    public Whole {
      scale.check(low, high);
    }

    @Override
    public String at(double place) {
      long drawn =
          switch (scale) {
            case LINEAR -> (long) Math.floor(scale.between(low, high + 1.0, place));
            case LOG -> Math.round(scale.between(low, high, place));
          };
      return Math.min(high, drawn) + unit;
    }

    @Override
    public List<String> extremes() {
      return List.of(low + unit, high + unit);
    }
  }

  /** One of several values, each as likely as the others. */
  record Choice(List<String> options) implements Range {

    public Choice {
      options = List.copyOf(options);
      if (options.isEmpty()) {
        throw new IllegalArgumentException("must name at least one value, but names none");
      }
    }

    @Override
    public String at(double place) {
      return options.get((int) (place * options.size()));
    }

    @Override
    public List<String> extremes() {
      return options;
    }
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
