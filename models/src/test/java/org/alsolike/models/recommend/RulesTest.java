package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class RulesTest {

  private static final String LINES =
      """
      ('o1', 'ann', 'tea', '2011-11-01', 1),
      ('o2', 'ann', 'jam', '2011-01-01', 1)
      """;

  @Test
  void excludesItemsThatMeetTheCondition(SparkSession spark) {
    var rules = new Rules(Optional.of("days_since_last_sale > 180"));

    assertThat(rules.excludedItems(Shop.of(spark, LINES).itemFeatures())).containsExactly("jam");
  }

  @Test
  void keepsItemsForWhichTheConditionIsUnknown(SparkSession spark) {
    var rules = new Rules(Optional.of("if(item_id = 'tea', null, true)"));

    assertThat(rules.excludedItems(Shop.of(spark, LINES).itemFeatures())).containsExactly("jam");
  }

  @Test
  void excludesNothingByDefault(SparkSession spark) {
    assertThat(Rules.defaults().excludedItems(Shop.of(spark, LINES).itemFeatures())).isEmpty();
  }

  @Test
  void refusesAConditionOverAColumnThatIsNoItemFeature(SparkSession spark) {
    var rules = new Rules(Optional.of("days_since_last_sail > 180"));

    assertThatThrownBy(() -> rules.check(spark, Shop.ITEM_SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("recommendations.rules.exclude_items: ")
        .hasMessageContaining("days_since_last_sale");
  }
}
