package org.alsolike.models.propensity;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityScores;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ScoringTest {

  @Test
  void scoresThePopulationAlone(SparkSession spark) {
    PropensityModel model = Shop.model(spark, LogisticRegression.defaults());

    var scores = model.score(Shop.customers(spark), expr("orders > 8"));

    assertThat(scores.rows().count()).isEqualTo(Shop.CUSTOMERS / 2);
  }

  /** A batch holds 4,096 rows. */
  @Test
  void scoresAPartitionOfSeveralBatchesRowByRow(SparkSession spark) {
    PropensityModel model = Shop.model(spark, LogisticRegression.defaults());
    var few = Shop.customers(spark);
    var many =
        few.rows()
            .crossJoin(spark.range(41))
            .withColumn("customer_id", expr("concat(customer_id, '-', id)"))
            .drop("id")
            .coalesce(1);

    Dataset<Row> scores = Shop.everyone(model, new CustomerFeatures(few.schema(), many));

    assertThat(many.rdd().getNumPartitions()).isEqualTo(1);
    assertThat(scores.count()).isEqualTo(41 * Shop.CUSTOMERS);
    assertThat(
            scores
                .selectExpr("substring_index(customer_id, '-', 1) as customer_id", "score")
                .distinct()
                .orderBy("customer_id")
                .collectAsList())
        .isEqualTo(
            Shop.everyone(model, few)
                .select("customer_id", "score")
                .orderBy("customer_id")
                .collectAsList());
  }

  @Test
  void givesReasonsThatAPersonCanRead(SparkSession spark) {
    PropensityModel model = Shop.model(spark, LogisticRegression.defaults());

    List<Row> scores =
        Shop.everyone(model, Shop.customers(spark)).orderBy("customer_id").collectAsList();

    assertThat(scores.get(4).<String>getList(3)) // keen: no reason is told twice or missing
        .hasSizeBetween(2, 3)
        .doesNotHaveDuplicates()
        .contains("spent 504.00")
        .allMatch(
            reason ->
                reason.matches(
                    "last order 7.5 days ago|[59] orders( in 90 days)?|spent 504.00|orders every 8 days"));
    assertThat(scores.get(1).<String>getList(3)).isEmpty(); // nothing speaks for c001
  }

  @Test
  void leavesOutAReasonWhoseValueIsMissing(SparkSession spark) {
    PropensityModel model = Shop.model(spark, BoostedTrees.defaults());

    List<String> reasons =
        Shop.everyone(model, Shop.customers(spark))
            .where("customer_id = 'c006'")
            .first()
            .getList(3);

    assertThat(reasons).isNotEmpty().noneMatch(reason -> reason.startsWith("orders every"));
  }

  @Test
  void ranksByScoreAndThenByIdInHundredths(SparkSession spark) {
    Dataset<Row> rows =
        spark.sql(
            """
            select concat('c', lpad(cast(id as string), 3, '0')) as customer_id,
              cast(id div 2 as double) as score, 0.5d as probability, array('r') as reasons
            from range(0, 250, 1, 7)
            """);

    PropensityScores ranked = new RawPropensityScores("m", rows).ranked();

    List<Row> best = ranked.rows().orderBy("customer_id").collectAsList();
    assertThat(best).hasSize(250);
    assertThat(percentile(best, 249)).isEqualTo(100);
    assertThat(percentile(best, 0)).isEqualTo(1);
    assertThat(percentile(best, 244)).isEqualTo(99); // fifth: of two equal scores the smaller id
    assertThat(percentile(best, 245)).isEqualTo(98); // sixth
    assertThat(ranked.rows().where("percentile between 1 and 100").count()).isEqualTo(250);
    assertThat(ranked.rows().groupBy("percentile").count().where("count not in (2, 3)").count())
        .isZero();
  }

  @Test
  void callsALoneCustomerTheMostLikely() {
    assertThat(RawPropensityScores.percentile(0, 1)).isEqualTo(100);
    assertThat(RawPropensityScores.percentile(1, 2)).isEqualTo(50);
    assertThat(RawPropensityScores.percentile(99_999, 100_000)).isEqualTo(1);
  }

  @Test
  void predictsForExamplesWithTheirOutcome(SparkSession spark) {
    PropensityModel model = Shop.model(spark, LogisticRegression.defaults());

    Dataset<Row> examples = Shop.examples(spark).rows();
    Dataset<Row> predictions = model.predict(Shop.examples(spark)).rows();

    assertThat(predictions.count()).isEqualTo(3 * Shop.CUSTOMERS);
    assertThat(
            predictions
                .select("customer_id", "as_of", "outcome")
                .exceptAll(examples.select("customer_id", "as_of", "outcome"))
                .count())
        .isZero();
    // An eighth of the outcomes is noise, which no model foretells.
    assertThat(predictions.where("outcome = (score > 0)").count())
        .isBetween(3 * Shop.CUSTOMERS * 7 / 8 - 5L, 3 * Shop.CUSTOMERS * 7 / 8 + 5L);
  }

  @Test
  void refusesATableWithoutAFeatureOfTheModel(SparkSession spark) {
    PropensityModel model = Shop.model(spark, LogisticRegression.defaults());
    var fewer =
        new CustomerFeatures(
            new FeatureSchema("customer_features", "one row", Shop.SCHEMA.features().subList(0, 4)),
            Shop.customers(spark).rows().drop("mean_gap_days", "same", "country"));

    assertThatThrownBy(() -> model.score(fewer, expr("true")))
        .hasMessage(
            "propensity model buys_30d was trained on features that customer_features does not have: mean_gap_days, same; train again");
  }

  private static long percentile(List<Row> scores, int customer) {
    return scores.get(customer).getLong(2);
  }
}
