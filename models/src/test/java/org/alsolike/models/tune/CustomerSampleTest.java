package org.alsolike.models.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.alsolike.models.recommend.Shop;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class CustomerSampleTest {

  private static final Column ANONYMOUS = Purchases.CUSTOMER.col().isNull();

  /** Three hundred orders of two lines; every third order names nobody, a customer has two. */
  private static History shop(SparkSession spark) {
    return Shop.of(
        spark.sql(
            """
        select concat('o', o.id) as order_id,
               if(o.id % 3 = 0, null, concat('c', o.id % 100)) as customer_id,
               concat('i', l.id) as item_id, '2011-08-01' as bought_on, 1 as kept
        from range(300) as o, range(2) as l
        """));
  }

  @Test
  void keepsAllThatBelongsToACustomerOrNothing(SparkSession spark) {
    History whole = shop(spark);
    History sampled = new CustomerSample(0.3).of(whole);
    Dataset<Row> named = sampled.purchases().rows().where(ANONYMOUS.unary_$bang());
    Set<String> kept = ids(named, Purchases.CUSTOMER.col());

    assertThat(kept).hasSizeBetween(15, 45);
    assertThat(ids(sampled.affinities().rows(), Purchases.CUSTOMER.col())).isEqualTo(kept);
    assertThat(named.count())
        .isEqualTo(
            whole.purchases().rows().where(Purchases.CUSTOMER.col().isin(kept.toArray())).count());
  }

  @Test
  void drawsOrdersOfNobodyByThemselvesAndWhole(SparkSession spark) {
    Dataset<Row> nobodys =
        new CustomerSample(0.3).of(shop(spark)).purchases().rows().where(ANONYMOUS);
    Set<String> orders = ids(nobodys, Purchases.ORDER.col());

    assertThat(orders).hasSizeBetween(15, 45);
    assertThat(nobodys.count()).isEqualTo(2L * orders.size());
  }

  @Test
  void aLargerShareHoldsTheSmallerOne(SparkSession spark) {
    History whole = shop(spark);
    Set<String> few = customers(whole, 0.2);

    assertThat(customers(whole, 0.6)).containsAll(few).hasSizeGreaterThan(few.size());
    assertThat(customers(whole, 1)).hasSize(100);
  }

  private static Set<String> customers(History whole, double share) {
    return ids(new CustomerSample(share).of(whole).affinities().rows(), Purchases.CUSTOMER.col());
  }

  private static Set<String> ids(Dataset<Row> rows, Column id) {
    Set<String> ids = new TreeSet<>();
    rows.select(id).distinct().collectAsList().forEach(row -> ids.add(row.getString(0)));
    return ids;
  }
}
