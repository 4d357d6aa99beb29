package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.ITEM;
import static org.alsolike.tables.Affinities.WEIGHT;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import org.alsolike.tables.Field;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The same factorisation by Spark MLlib, spread over a cluster.
 *
 * <p>Every third iteration is checkpointed, which needs a checkpoint directory of the Spark
 * context; without one the plan grows with the iterations, and many of them overflow a task's
 * stack.
 */
final class DistributedAls {

  private static final int ITERATIONS_PER_CHECKPOINT = 3;

  private DistributedAls() {}

  /** The vectors of customers and items, as {@link FactorTables} has them. */
  record Solved(Dataset<Row> customers, Dataset<Row> items) {}

  /**
   * @param learned affinities above 0
   */
  static Solved solve(Als als, Dataset<Row> learned) {
    Dataset<Row> customers = numbered(learned, CUSTOMER);
    Dataset<Row> items = numbered(learned, ITEM);
    // one row per customer and per item on the right
    Dataset<Row> ratings =
        learned
            .join(customers, CUSTOMER.name())
            .join(broadcast(items), ITEM.name())
            .select(number(CUSTOMER), number(ITEM), WEIGHT.col().cast("float").as(WEIGHT.name()))
            .repartitionByRange(als.blocks(), number(CUSTOMER), number(ITEM))
            .sortWithinPartitions(number(CUSTOMER), number(ITEM));
    ALSModel model = solver(als).fit(ratings);
    return new Solved(
        factors(model.userFactors(), customers, CUSTOMER),
        factors(model.itemFactors(), items, ITEM));
  }

  private static ALS solver(Als als) {
    return new ALS()
        .setImplicitPrefs(true)
        .setRank(als.rank())
        .setMaxIter(als.iterations())
        .setRegParam(als.regularization())
        .setAlpha(als.alpha())
        .setNumUserBlocks(als.blocks())
        .setNumItemBlocks(als.blocks())
        .setSeed(als.seed())
        .setCheckpointInterval(ITERATIONS_PER_CHECKPOINT)
        .setUserCol(number(CUSTOMER).toString())
        .setItemCol(number(ITEM).toString())
        .setRatingCol(WEIGHT.name());
  }

  private static Column number(Field id) {
    return col(id.name() + "_number");
  }

  /** The distinct ids with their positions in sorted order; sorted and counted where they lie. */
  private static Dataset<Row> numbered(Dataset<Row> rows, Field id) {
    var ids = rows.select(id.col()).distinct().orderBy(id.col()).as(Encoders.STRING()).javaRDD();
    StructType schema =
        new StructType()
            .add(id.name(), DataTypes.StringType, false)
            .add(number(id).toString(), DataTypes.IntegerType, false);
    return rows.sparkSession()
        .createDataFrame(
            ids.zipWithIndex()
                .map(pair -> RowFactory.create(pair._1(), Math.toIntExact(pair._2()))),
            schema);
  }

  private static Dataset<Row> factors(Dataset<Row> solved, Dataset<Row> numbered, Field id) {
    Field factors = FactorTables.FACTORS;
    // one row per number on both sides
    return numbered
        .join(solved, number(id).equalTo(solved.col("id")))
        .select(id.col(), solved.col("features").cast(factors.type()).as(factors.name()));
  }
}
