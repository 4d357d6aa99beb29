package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;

/** Exponential decay: what happened one half-life before the as-of counts one half. */
record HalfLife(Duration length, Instant asOf) {

  /** Eighteen decimals, so that sums are exact and do not depend on the order of their terms. */
  Column weightOf(Column occurredAt) {
    double micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(length));
    Column age = unix_micros(lit(asOf)).minus(unix_micros(occurredAt)).cast("double");
    return pow(lit(0.5), age.divide(lit(micros))).cast("decimal(28,18)");
  }
}
