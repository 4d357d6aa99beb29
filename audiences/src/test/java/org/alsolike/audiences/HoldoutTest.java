package org.alsolike.audiences;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class HoldoutTest {

  /** Four standard errors of a share of 10 % among 10,000. */
  private static final double NEAR = 4 * Math.sqrt(0.1 * 0.9 / 10_000);

  @Test
  void holdsTheShareAskedForAndSegmentsDoNotKnowOfEachOther(SparkSession spark) {
    Row shares =
        spark
            .range(10_000)
            .selectExpr("cast(id as string) as customer_id")
            .withColumn("a", new Holdout("salt", "win_back", 0.1).holds(col("customer_id")))
            .withColumn("b", new Holdout("salt", "big_spenders", 0.1).holds(col("customer_id")))
            .withColumn("c", new Holdout("pepper", "win_back", 0.1).holds(col("customer_id")))
            .selectExpr(
                "avg(if(a, 1d, 0d))", "avg(if(a and b, 1d, 0d))", "avg(if(a and c, 1d, 0d))")
            .head();

    double bothNear = 4 * Math.sqrt(0.01 * 0.99 / 10_000);
    assertThat(shares.getDouble(0)).isCloseTo(0.1, within(NEAR));
    assertThat(shares.getDouble(1)).isCloseTo(0.01, within(bothNear));
    assertThat(shares.getDouble(2)).isCloseTo(0.01, within(bothNear));
  }

  @Test
  void growsWithTheShareSoThatNobodyChangesSides(SparkSession spark) {
    Row changed =
        spark
            .range(1_000)
            .selectExpr("cast(id as string) as customer_id")
            .withColumn("less", new Holdout("salt", "s", 0.1).holds(col("customer_id")))
            .withColumn("more", new Holdout("salt", "s", 0.2).holds(col("customer_id")))
            .selectExpr("count_if(less and not more)", "count_if(less)")
            .head();

    assertThat(changed.getLong(0)).isZero();
    assertThat(changed.getLong(1)).isPositive();
  }

  @Test
  void isWhatAnyoneCanWorkOutFromTheSalt(SparkSession spark) throws Exception {
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest("salt\nwin_back\n17850".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    double position = (java.nio.ByteBuffer.wrap(hash).getLong() >>> 4) / 0x1p60;

    var rows = spark.sql("select '17850' as customer_id");
    var above = new Holdout("salt", "win_back", position + 1e-6).holds(col("customer_id"));
    var below = new Holdout("salt", "win_back", position - 1e-6).holds(col("customer_id"));

    assertThat(rows.select(above, below).head()).hasToString("[true,false]");
  }
}
