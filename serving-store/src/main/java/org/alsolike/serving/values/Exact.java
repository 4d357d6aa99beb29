package org.alsolike.serving.values;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with six decimals, whose text is the same on every platform. */
final class Exact {

  private static final int DECIMALS = 6;

  private Exact() {}

  static BigDecimal scaled(BigDecimal number) {
    return number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  static BigDecimal decimal(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(name + " must be a finite number, but is " + number);
    }
    return scaled(new BigDecimal(number));
  }
}
