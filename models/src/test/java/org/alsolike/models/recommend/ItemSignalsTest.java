package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ItemSignalsTest {

  /** One buys a after 10 and 20 more days, one after 60; b is bought once by each. */
  private static final String LINES =
      """
      ('o1', 'one', 'a', '2011-08-01', 1), ('o2', 'one', 'a', '2011-08-11', 1),
      ('o3', 'one', 'a', '2011-08-31', 1), ('o4', 'two', 'a', '2011-08-01', 1),
      ('o5', 'two', 'a', '2011-09-30', 1), ('o6', 'one', 'b', '2011-09-01', 1),
      ('o7', 'two', 'b', '2011-09-10', 1)
      """;

  @Test
  void tellTheMeanDaysFromOneOrderToTheNextOfThoseWhoBuyAgain(SparkSession spark) {
    History history = Shop.of(spark, LINES);
    Catalogue catalogue = Catalogue.of(List.of("a", "b"));
    ItemSignals signals = ItemSignals.of(history, catalogue);

    assertThat(signals.repeatDays(catalogue.number("a"))).isEqualTo(30); // (30 + 60) / (2 + 1)
    assertThat(signals.repeatDays(catalogue.number("b"))).as("by nobody twice").isNaN();
  }
}
