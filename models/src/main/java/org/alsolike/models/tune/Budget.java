package org.alsolike.models.tune;

import java.util.function.LongSupplier;

/**
 * How long a search may take. What bounds it by time depends on the machine; a search that is bound
 * by trials alone gives the same result everywhere.
 *
 * @param seconds from now on; infinite: no bound
 * @param nanoClock such as {@code System::nanoTime}
 */
public record Budget(double seconds, long started, LongSupplier nanoClock) {

  public static Budget of(double seconds, LongSupplier nanoClock) {
    return new Budget(seconds, nanoClock.getAsLong(), nanoClock);
  }

  public static Budget unbounded(LongSupplier nanoClock) {
    return of(Double.POSITIVE_INFINITY, nanoClock);
  }

  /** Seconds since the beginning. */
  public double spent() {
    return (nanoClock.getAsLong() - started) / 1e9;
  }

  /** Whether what will probably take so many seconds still fits. */
  boolean fits(double expected) {
    return spent() + expected <= seconds;
  }
}
