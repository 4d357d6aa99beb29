package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Affinities;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class HoldingsTest {

  private static final String TWO =
      "('o1', 'c1', 'a', '2011-10-20', 1), ('o2', 'c2', 'a', '2011-10-20', 1)";
  private static final String THREE = TWO + ", ('o2', 'c2', 'b', '2011-10-20', 1)";

  @Test
  void areCollectedOnceForAllWhoLearnFromTheSameAffinities(SparkSession spark) {
    Affinities two = Shop.of(spark, TWO).affinities();
    Affinities three = Shop.of(spark, THREE).affinities();

    Holdings held = Holdings.measure(two).collect();

    assertThat(Holdings.measure(two).collect()).isSameAs(held);
    assertThat(held.customers().entries()).isEqualTo(2);
    assertThat(Holdings.measure(three).collect().customers().entries()).isEqualTo(3);
  }

  @Test
  void someAreNumberedAsAllAreAndLeaveWhatIsNotAboveZero(SparkSession spark) {
    Affinities three = Shop.of(spark, THREE).affinities();
    Affinities some =
        new Affinities(
            three
                .rows()
                .withColumn("weight", expr("cast(if(item_id = 'b', 7, 0) as decimal(24, 6))")));

    Holdings held = Holdings.measure(three).collect(some);

    assertThat(held.items().ids()).containsExactly("a", "b");
    assertThat(held.ids()).containsExactly("c2");
    assertThat(held.customers().indices()).containsExactly(1);
    assertThat(held.customers().values()).containsExactly(7);
    assertThat(held.customers().starts()).containsExactly(0, 1);
  }

  /** In UTF-16, as Java compares text, the fox comes before the full-width letter. */
  @Test
  void standInTheOrderOfTheBytesOfTheirIds(SparkSession spark) {
    Affinities affinities =
        Shop.of(
                spark,
                "('o1', '🦊', 'a', '2011-10-20', 1), ('o2', 'b', 'a', '2011-10-20', 1),"
                    + " ('o3', 'Ａ', 'a', '2011-10-20', 1), ('o4', 'B', 'a', '2011-10-20', 1)")
            .affinities();

    assertThat(Holdings.measure(affinities).collect().ids()).containsExactly("B", "b", "Ａ", "🦊");
  }
}
