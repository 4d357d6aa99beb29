package org.alsolike.benchmarks.speed;

import static org.apache.spark.sql.functions.expr;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Purchases;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A shop as a pipeline would hand it to a recommender, in memory: one affinity of 1 and one
 * purchase for each pair, with ids for customers, items and orders of about ten lines.
 */
final class ShopHistory {

  private static final int PARTITIONS = 10;
  private static final int ORDER_LINES = 10;
  private static final Instant AS_OF = Instant.parse("2011-11-09T00:00:00Z");
  private static final StructType LINES =
      new StructType()
          .add(Events.CUSTOMER.name(), DataTypes.StringType)
          .add(Events.ITEM.name(), DataTypes.StringType)
          .add(Events.ORDER.name(), DataTypes.StringType);

  private ShopHistory() {}

  /** Of the first so many customers. */
  static History of(SyntheticShop shop, int customers, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SyntheticShop> shared = context.broadcast(shop);
    List<Integer> numbers = IntStream.range(0, customers).boxed().toList();
    Dataset<Row> lines =
        spark.createDataFrame(
            context
                .parallelize(numbers, PARTITIONS)
                .flatMap(customer -> lines(shared.value(), customer).iterator()),
            LINES);
    Dataset<Row> affinities =
        lines
            .withColumn(Affinities.WEIGHT.name(), expr("1.0").cast(Affinities.WEIGHT.type()))
            .withColumn(Affinities.BOUGHT.name(), expr("true"))
            .withColumn(Affinities.ORDERS.name(), expr("1L"))
            .withColumn(Affinities.FIRST_BOUGHT.name(), expr("timestamp'2011-10-20'"))
            .withColumn(Affinities.LAST_BOUGHT.name(), expr("timestamp'2011-10-20'"))
            .withColumn(Affinities.PRICE.name(), expr("null").cast(Affinities.PRICE.type()))
            .drop(Events.ORDER.name());
    Dataset<Row> purchases =
        lines
            .withColumn(Purchases.OCCURRED_AT.name(), expr("timestamp'2011-10-20'"))
            .withColumn(Purchases.QUANTITY.name(), expr("1").cast(Purchases.QUANTITY.type()))
            .withColumn(Purchases.KEPT.name(), expr("1").cast(Purchases.KEPT.type()))
            .withColumn(Purchases.UNIT_PRICE.name(), expr("1").cast(Purchases.UNIT_PRICE.type()));
    return new History(
        AS_OF,
        new Affinities(FactorRows.inMemory(affinities)),
        new Purchases(FactorRows.inMemory(purchases)),
        new ItemFeatures(NO_ITEM_FEATURES, none(lines, Events.ITEM.name())),
        new CustomerFeatures(NO_CUSTOMER_FEATURES, none(lines, Events.CUSTOMER.name())));
  }

  private static final FeatureSchema NO_ITEM_FEATURES =
      new FeatureSchema("item_features", "one row per as-of and item", List.of());
  private static final FeatureSchema NO_CUSTOMER_FEATURES =
      new FeatureSchema("customer_features", "one row per as-of and customer", List.of());

  private static Dataset<Row> none(Dataset<Row> lines, String id) {
    return lines.limit(0).selectExpr(id, "timestamp'2011-11-09' as as_of");
  }

  /** A customer's items by turns over the orders, so that neighbours in number are not together. */
  private static List<Row> lines(SyntheticShop shop, int customer) {
    int[] held = shop.held(customer);
    int orders = (held.length + ORDER_LINES - 1) / ORDER_LINES;
    return IntStream.range(0, held.length)
        .mapToObj(
            at ->
                RowFactory.create(
                    "customer-" + customer,
                    "item-" + held[at],
                    "order-" + customer + "-" + at % orders))
        .toList();
  }
}
