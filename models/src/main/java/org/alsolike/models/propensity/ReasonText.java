package org.alsolike.models.propensity;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.alsolike.tables.Feature;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * How one feature reads in a reason.
 *
 * @param family of the feature: a customer gets at most one reason per family
 * @param phrase with {} in the place of the value
 */
record ReasonText(String family, String phrase, Digits digits) implements Serializable {

  private static final String PLACE = "{}";

  /** How numbers of a type are written; never by the locale of the host. */
  enum Digits {
    /** 1,234 */
    WHOLE {
      @Override
      String write(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
      }
    },
    /** 1,234.50 */
    MONEY {
      @Override
      String write(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
      }
    },
    /** 0.25, 2.5, 52: as many digits as people need. */
    MEASURE {
      @Override
      String write(double value) {
        double size = Math.abs(value);
        int decimals = size < 1 ? 2 : size < 10 ? 1 : 0;
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        int needed = Math.max(0, rounded.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + needed + "f", rounded);
      }
    };

    abstract String write(double value);

    static Digits of(DataType type) {
      if (type instanceof DecimalType) {
        return MONEY;
      }
      return type instanceof DoubleType || type instanceof FloatType ? MEASURE : WHOLE;
    }
  }

  static ReasonText of(Feature feature) {
    return new ReasonText(feature.family(), feature.phrase(), Digits.of(feature.type()));
  }

  String say(double value) {
    return phrase.replace(PLACE, digits.write(value));
  }
}
