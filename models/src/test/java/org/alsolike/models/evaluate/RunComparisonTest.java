package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.alsolike.models.evaluate.RunComparison.Line;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerMetrics;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class RunComparisonTest {

  private static final RunComparison AT_10 = new RunComparison(new Bootstrap(200, 7), 10);

  @Test
  void comparesTheKnownCustomersWhomBothRunsJudged(SparkSession spark) {
    // c1 and c2 are in both; c3 only here, c4 only there, c5 came new, the last row is at k = 20.
    CustomerMetrics ours =
        metrics(
            spark,
            "('als', 10L, false, 'c1', 0.5d), ('als', 10L, false, 'c2', 0.3d),"
                + " ('als', 10L, false, 'c3', 0.9d), ('als', 10L, true, 'c5', 1d),"
                + " ('als', 20L, false, 'c1', 1d)");
    CustomerMetrics theirs =
        metrics(
            spark,
            "('als', 10L, false, 'c1', 0.1d), ('als', 10L, false, 'c2', 0.1d),"
                + " ('als', 10L, false, 'c4', 0.9d), ('als', 10L, true, 'c5', 0d)");

    Line ndcg = ndcg(AT_10.of(ours, theirs)).get(0);

    assertThat(ndcg.model()).isEqualTo("als");
    assertThat(ndcg.ours().customers()).isEqualTo(2);
    assertThat(ndcg.ours().value()).isCloseTo(0.4, within(1e-9)); // (0.5 + 0.3) / 2
    assertThat(ndcg.theirs().value()).isCloseTo(0.1, within(1e-9));
    assertThat(ndcg.difference().value()).isCloseTo(0.3, within(1e-9));
    // Whoever is drawn, the difference is 0.4 or 0.2 or between them.
    assertThat(ndcg.difference().interval().get().low()).isBetween(0.2 - 1e-9, 0.3);
    assertThat(ndcg.difference().interval().get().high()).isBetween(0.3, 0.4 + 1e-9);
  }

  @Test
  void drawsTheSameCustomersForBoth(SparkSession spark) {
    // Everybody is better off by 0.01, however much customers differ from each other.
    CustomerMetrics ours = many(spark, "pmod(id * 37, 100) / 200 + 0.01");
    CustomerMetrics theirs = many(spark, "pmod(id * 37, 100) / 200");

    Estimate difference = ndcg(AT_10.of(ours, theirs)).get(0).difference();

    assertThat(difference.interval().get().low()).isCloseTo(0.01, within(1e-8));
    assertThat(difference.interval().get().high()).isCloseTo(0.01, within(1e-8));
  }

  @Test
  void leavesOutWhatOnlyOneRunJudged(SparkSession spark) {
    CustomerMetrics ours =
        metrics(spark, "('als', 10L, false, 'c1', 0.5d), ('ease', 10L, false, 'c1', 0.5d)");
    CustomerMetrics theirs =
        metrics(spark, "('als', 10L, false, 'c1', 0.5d), ('content', 10L, false, 'c1', 0.5d)");

    assertThat(ndcg(AT_10.of(ours, theirs))).extracting(Line::model).containsExactly("als");
  }

  private static List<Line> ndcg(List<Line> lines) {
    return lines.stream().filter(line -> line.metric() == Metric.NDCG_AT).toList();
  }

  private static CustomerMetrics many(SparkSession spark, String ndcg) {
    return of(
        spark,
        "select 'als' as model, 10L as k, false as new_customer, concat('c', id) as customer_id,"
            + " cast(%s as double) as ndcg from range(300)".formatted(ndcg));
  }

  /** ('model', k, new, 'customer', ndcg). */
  private static CustomerMetrics metrics(SparkSession spark, String values) {
    return of(
        spark,
        "select * from values %s as t(model, k, new_customer, customer_id, ndcg)"
            .formatted(values));
  }

  private static CustomerMetrics of(SparkSession spark, String rows) {
    return new CustomerMetrics(
        spark.sql(
            """
            select model, 'first' as task, k, new_customer, customer_id,
                   cast(null as string) as country, 3L as bought_before, 1L as relevant,
                   0L as relevant_head, 0L as relevant_middle, 10L as listed, 1L as hits,
                   0L as hits_head, 0L as hits_middle, ndcg as recall, ndcg,
                   ndcg as average_precision, 1.0d as hit
            from (%s)
            """
                .formatted(rows)));
  }
}
