package org.alsolike.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class TableTest {

  private static final Table HELD =
      Table.of(
          "held",
          "one row per customer and item",
          Field.text("customer_id", "the customer"),
          Field.text("item_id", "the item"),
          Field.exact("weight", "how strongly"),
          Field.flag("bought", "true when bought"));

  @Test
  void namesEveryDifferenceAtOnce(SparkSession spark) {
    var rows = spark.sql("select 'c1' as customer_id, 3 as weight");

    assertThatThrownBy(() -> HELD.conform(rows))
        .isInstanceOf(SchemaMismatch.class)
        .hasMessage(
            "Table held does not match its schema: "
                + "item_id is missing (found: customer_id, weight); "
                + "weight is int, expected decimal(24,6); "
                + "bought is missing (found: customer_id, weight)");
  }

  @Test
  void keepsItsOwnColumnsInItsOwnOrder(SparkSession spark) {
    var rows =
        spark.sql(
            "select true as bought, 2.0 :: decimal(24,6) as weight, 'i1' as item_id, 'c1' as"
                + " customer_id, 1 as more");

    assertThat(HELD.conform(rows).columns())
        .containsExactly("customer_id", "item_id", "weight", "bought");
  }

  @Test
  void takesListsWhetherOrNotTheyMayHoldNulls(SparkSession spark) {
    var rows =
        spark.sql(
            "select 'c1' as customer_id, 0.5d as probability, 50L as percentile, array('a') as"
                + " reasons");

    assertThat(new PropensityScores("buys_30d", rows).rows().head())
        .hasToString("[c1,0.5,50,ArraySeq(a)]");
  }

  @Test
  void refusesAFeatureTableWithAColumnThatIsNeitherKeyNorFeature(SparkSession spark) {
    var schema = new FeatureSchema("customer_features", "one row per customer", List.of());
    var rows = spark.sql("select 'c1' as customer_id, timestamp'2011-01-01' as as_of, 1 as extra");

    assertThatThrownBy(() -> new CustomerFeatures(schema, rows))
        .hasMessage(
            "Table customer_features holds columns that are neither key nor feature: extra "
                + "(keys: customer_id, as_of)");
  }

  @Test
  void splitsAValidatedSourceIntoAcceptedAndRejectedRowsWithoutLosingOne(SparkSession spark) {
    var rows =
        spark.sql(
            """
            select customer_id, cast(null as string) as country, cast(null as boolean) as consent,
                   cast(null as timestamp) as known_from, 'c.csv' as file, reason,
                   reason is not null as broken, raw
            from values ('c1', null, null), (null, 'no_customer', '{}')
              as t(customer_id, reason, raw)
            """);

    var validated = new ValidatedRows("customers", Customers.TABLE, rows);

    assertThat(validated.accepted().collectAsList()).hasSize(1);
    assertThat(validated.rejected().rows().collectAsList())
        .singleElement()
        .hasToString("[customers,c.csv,no_customer,true,{}]");
  }
}
