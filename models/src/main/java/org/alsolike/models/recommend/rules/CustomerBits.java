package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.models.recommend.Limits;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which rules hold for which customers: rule number n of the configuration has bit n. Each method
 * but {@link #ofAll} runs a job, or describes one.
 */
record CustomerBits(List<Rule> rules, CustomerFeatures features) {

  /** Of the rules that hold for everyone. */
  long ofAll() {
    long bits = 0;
    for (int bit = 0; bit < rules.size(); bit++) {
      bits |= rules.get(bit).customers().isEmpty() ? 1L << bit : 0;
    }
    return bits;
  }

  /** One row per customer in the features, with the bits of the rules that hold for each. */
  Dataset<Row> rows() {
    SparkSession spark = features.rows().sparkSession();
    Column bits = lit(ofAll());
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      if (rule.customers().isPresent()) {
        String sql = rule.customers().get();
        Column holds = condition(spark, rule.name(), sql, features.schema());
        bits = bits.plus(when(coalesce(holds, lit(false)), lit(1L << bit)).otherwise(lit(0L)));
      }
    }
    return features.rows().select(CustomerFeatures.CUSTOMER.col(), bits.as(Limits.BITS));
  }

  /** The customers for whom this rule holds. */
  Dataset<Row> having(int bit) {
    return rows().where(col(Limits.BITS).bitwiseAND(1L << bit).notEqual(0L));
  }

  /** How many customers have each set of bits. */
  Map<Long, Long> counts() {
    Map<Long, Long> counts = new TreeMap<>();
    rows()
        .groupBy(Limits.BITS)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getLong(0), row.getLong(1)));
    return counts;
  }

  /** Of one customer; one without features has those of all. Runs no job where no rule asks. */
  long of(String customer) {
    if (rules.stream().allMatch(rule -> rule.customers().isEmpty())) {
      return ofAll();
    }
    List<Row> found =
        rows()
            .where(CustomerFeatures.CUSTOMER.col().equalTo(customer))
            .select(Limits.BITS)
            .collectAsList();
    return found.isEmpty() ? ofAll() : found.get(0).getLong(0);
  }

  /** SQL that a rule says about customers, proven against the declared customer features. */
  static Column condition(SparkSession spark, String rule, String sql, FeatureSchema schema) {
    var columns = ItemSql.columns(schema, CustomerFeatures.CUSTOMER, CustomerFeatures.AS_OF);
    return SqlExpression.condition(spark, ItemSql.place(rule) + ".customers", sql, columns);
  }
}
