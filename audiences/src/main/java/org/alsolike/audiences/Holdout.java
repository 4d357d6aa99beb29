package org.alsolike.audiences;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;

/**
 * Who is never contacted, so that the others can be compared with somebody. A customer is held out
 * when the first 60 bits of {@code SHA-256(salt, segment, customer)} lie below the share: the same
 * customers in every run, and others for another segment.
 */
record Holdout(String salt, String segment, double share) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(1L << 60);
  private static final int HEX_DIGITS = 15;

  Column holds(Column customer) {
    long below = new BigDecimal(Double.toString(share)).multiply(WHOLE).longValue();
    Column text = concat(lit(salt + "\n" + segment + "\n"), customer);
    Column digits = substring(sha2(text.cast("binary"), 256), 1, HEX_DIGITS);
    return conv(digits, 16, 10).cast("bigint").lt(below);
  }
}
