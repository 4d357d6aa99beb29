package org.alsolike.models.recommend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class HeldOutFifthTest {

  private static Past.Episode episode(History history) {
    return new HeldOutFifth().episodes(history, 1, Duration.ofDays(1)).get(0);
  }

  private static Map<String, Set<String>> items(Dataset<Row> rows) {
    return rows.select("customer_id", "item_id").collectAsList().stream()
        .collect(groupingBy(row -> row.getString(0), mapping(row -> row.getString(1), toSet())));
  }

  /** Customer c-N holds N items. */
  private static History shop(SparkSession spark) {
    return Shop.of(
        spark.sql(
            """
            select concat('o-', n.id) as order_id, concat('c-', n.id) as customer_id,
                   concat('i-', i.id) as item_id, '2011-10-20' as bought_on, 1 as kept
            from range(1, 14) as n, range(20) as i where i.id < n.id
            """));
  }

  @Test
  void holdsOutAFifthOfEachCustomersItemsAndNeverTheOnlyOne(SparkSession spark) {
    Past.Episode episode = episode(shop(spark));

    var later = items(episode.after().rows());
    for (int held = 1; held < 14; held++) {
      int wanted = held == 1 ? 0 : Math.max(1, (int) Math.round(held / 5.0));
      assertThat(later.getOrDefault("c-" + held, Set.of())).as("of %d", held).hasSize(wanted);
    }
  }

  @Test
  void knowsNothingBeforeOfWhatComesAfterAndLosesNothing(SparkSession spark) {
    History all = shop(spark);
    Past.Episode episode = episode(all);

    var later = items(episode.after().rows());
    var known = items(episode.before().affinities().rows());
    assertThat(items(episode.before().purchases().rows())).isEqualTo(known);
    items(all.affinities().rows())
        .forEach(
            (customer, held) -> {
              Set<String> after = later.getOrDefault(customer, Set.of());
              assertThat(known.get(customer)).noneMatch(after::contains);
              assertThat(known.get(customer).size() + after.size()).isEqualTo(held.size());
            });
  }

  @Test
  void keepsOrdersWithoutACustomer(SparkSession spark) {
    History history =
        Shop.of(
            spark,
            """
            ('o-1', null, 'a', '2011-10-01', 1), ('o-2', 'c', 'a', '2011-10-01', 1),
            ('o-2', 'c', 'b', '2011-10-01', 1)
            """);

    assertThat(episode(history).before().purchases().rows().where("customer_id is null").count())
        .isEqualTo(1);
  }
}
