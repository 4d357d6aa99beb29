package org.alsolike.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SparkTest
class SqlExpressionTest {

  private static final StructType COLUMNS =
      StructType.fromDDL("item_id string, quantity decimal(18,4), occurred_at timestamp");

  @Test
  void givesAColumnThatComputesWhatTheTextSays(SparkSession spark) {
    var row = RowFactory.create("C1", new java.math.BigDecimal("2.0000"), null);
    var condition = SqlExpression.condition(spark, "reject.c", "item_id like 'C%'", COLUMNS);
    var value = SqlExpression.value(spark, "columns.q", "try_divide(quantity, 2)", COLUMNS);

    assertThat(spark.createDataFrame(List.of(row), COLUMNS).select(condition, value).first())
        .hasToString("[true,1.000000]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quantity < 0 and item_id not in ('M', 'D')",
        "regexp_replace(item_id, '[.]0$', '') = '1'",
        "exists(array(1, 2), x -> x > quantity)",
        "item_id = 'now' or item_id = 'user'",
        "occurred_at < timestamp'2011-01-01 00:00:00'",
        "unix_timestamp(occurred_at) > 5",
        "quantity = 1 -- a comment",
        "to_date(item_id) < occurred_at"
      })
  void acceptsWhatLooksAtItsOwnRowAlone(String sql, SparkSession spark) {
    assertThatCode(() -> SqlExpression.condition(spark, "k", sql, COLUMNS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rand() < 0.5                                     | is not deterministic (rand)
          uuid() = item_id                                 | is not deterministic (uuid)
          shuffle(array(1, 2))[0] = 1                      | is not deterministic (shuffle)
          occurred_at < now()                              | a clock
          occurred_at < current_timestamp                  | a clock
          current_date() > date'2011-01-01'                | a clock
          curdate() > date'2011-01-01'                     | a clock
          localtimestamp() > occurred_at                   | a clock
          unix_timestamp() > 5                             | a clock
          occurred_at < timestamp'now'                     | a clock
          occurred_at < TIMESTAMP_LTZ ' today '            | a clock
          cast('yesterday' as date) < occurred_at          | a clock
          to_date('tomorrow') < occurred_at                | a clock
          cast(concat('no', 'w') as timestamp) is null     | a clock
          current_user() = item_id                         | of the session
          session_user() = item_id                         | of the session
          current_timezone() = 'UTC'                       | of the session
          current_database() = 'x'                         | of the session
          version() = 'x'                                  | of the session
          input_file_name() = 'x'                          | differs from run to run
          monotonically_increasing_id() > 3                | differs from run to run
          spark_partition_id() = 0                         | differs from run to run
          reflect('java.util.UUID', 'randomUUID') = ''     | by reflection
          java_method('java.util.UUID', 'randomUUID') = '' | by reflection
          try_reflect('java.util.UUID', 'randomUUID') = '' | by reflection
          raise_error('x') is null                         | stops the whole run
          quantity > (select 1)                            | holds a subquery
          item_id in (select 'a')                          | does not parse
          exists(select 1)                                 | holds a subquery
          max(quantity) > 1                                | other rows
          row_number() over (order by item_id) = 1         | other rows
          sum(quantity) over () > 1                        | other rows
          explode(array(true))                             | generator
          *                                                | is not one value per row
          """)
  void refusesWhatLooksBeyondItsRow(String sql, String reason, SparkSession spark) {
    assertThatThrownBy(() -> SqlExpression.condition(spark, "rules.x", sql, COLUMNS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rules.x: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(
            "; expected a condition over the columns item_id, quantity, occurred_at")
        .hasMessageNotContaining("\n");
  }

  @Test
  void namesTheNearestColumn(SparkSession spark) {
    assertThatThrownBy(() -> SqlExpression.value(spark, "rules.x", "quantty + 1", COLUMNS))
        .hasMessage(
            "rules.x: unknown column \"quantty\"; did you mean \"quantity\"?: quantty + 1;"
                + " expected an expression over the columns item_id, quantity, occurred_at");
  }

  @Test
  void refusesWhatDoesNotParseResolveOrHasTheWrongType(SparkSession spark) {
    assertThatThrownBy(() -> SqlExpression.value(spark, "k", "quantity >", COLUMNS))
        .hasMessage(
            "k: does not parse: quantity >;"
                + " expected an expression over the columns item_id, quantity, occurred_at");
    assertThatThrownBy(() -> SqlExpression.value(spark, "k", "no_such(quantity)", COLUMNS))
        .hasMessageContaining("no_such")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> SqlExpression.value(spark, "k", " ", COLUMNS))
        .hasMessageStartingWith("k: is empty; expected");
    assertThatThrownBy(() -> SqlExpression.condition(spark, "k", "quantity", COLUMNS))
        .hasMessage(
            "k: is of type decimal(18,4), not boolean: quantity;"
                + " expected a condition over the columns item_id, quantity, occurred_at");
  }
}
