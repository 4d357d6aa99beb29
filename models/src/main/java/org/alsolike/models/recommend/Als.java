package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;
import static org.alsolike.tables.Affinities.ITEM;
import static org.alsolike.tables.Affinities.WEIGHT;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alsolike.models.recommend.kernel.ItemPanels;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.Table;
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
 * Matrix factorisation of implicit feedback by alternating least squares (Hu, Koren, Volinsky 2008,
 * "Collaborative Filtering for Implicit Feedback Datasets"), solved by Spark MLlib. A pair with
 * affinity w is taken as a preference of 1 with confidence 1 + alpha w, every other pair as 0 with
 * confidence 1. MLlib scales the regularisation of a row by its number of pairs (Zhou et al. 2008).
 *
 * <p>Every third iteration is checkpointed, which needs a checkpoint directory of the Spark
 * context; without one the plan grows with the iterations, and many of them overflow a task's
 * stack.
 *
 * @param rank length of a factor vector
 * @param iterations how often customers and items are solved for
 * @param regularization per pair
 * @param alpha how much more an affinity of 1 says than none
 * @param blocks into how many blocks MLlib cuts customers and items. With 1 the factors are the
 *     same to the bit however the data is partitioned; with more, training is spread over as many
 *     tasks, and the last digits may differ from run to run
 * @param seed of the first factors
 */
public record Als(
    int rank, int iterations, double regularization, double alpha, int blocks, long seed)
    implements Recommender {

  private static final int ITERATIONS_PER_CHECKPOINT = 3;
  private static final String CUSTOMER_FACTORS = "customer_factors";
  private static final String ITEM_FACTORS = "item_factors";

  public Als {
    Hyperparameter.requireBetween("rank", rank, 1, 1024);
    Hyperparameter.requireBetween("iterations", iterations, 1, 1000);
    Hyperparameter.requireBetween("regularization", regularization, 0.000001, 1000);
    Hyperparameter.requireBetween("alpha", alpha, 0.000001, 1000000);
    Hyperparameter.requireBetween("blocks", blocks, 1, 10000);
  }

  public static Als defaults() {
    return new Als(64, 10, 0.3, 3, 1, 42);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none()
        .log("rank", "16", "128")
        .log("regularization", "0.03", "3")
        .log("alpha", "0.3", "40");
  }

  @Override
  public RecommendationModel train(History history) {
    Dataset<Row> learned = history.affinities().rows().where(WEIGHT.col().gt(0));
    Dataset<Row> customers = numbered(learned, CUSTOMER);
    Dataset<Row> items = numbered(learned, ITEM);
    // one row per customer and per item on the right
    Dataset<Row> ratings =
        learned
            .join(customers, CUSTOMER.name())
            .join(broadcast(items), ITEM.name())
            .select(number(CUSTOMER), number(ITEM), WEIGHT.col().cast("float").as(WEIGHT.name()))
            .repartitionByRange(blocks, number(CUSTOMER), number(ITEM))
            .sortWithinPartitions(number(CUSTOMER), number(ITEM));
    ALSModel model = solver().fit(ratings);
    return new Model(
        factors(model.userFactors(), customers, CUSTOMER),
        factors(model.itemFactors(), items, ITEM));
  }

  private ALS solver() {
    return new ALS()
        .setImplicitPrefs(true)
        .setRank(rank)
        .setMaxIter(iterations)
        .setRegParam(regularization)
        .setAlpha(alpha)
        .setNumUserBlocks(blocks)
        .setNumItemBlocks(blocks)
        .setSeed(seed)
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
    // one row per number on both sides
    return numbered
        .join(solved, number(id).equalTo(solved.col("id")))
        .select(
            id.col(), solved.col("features").cast(Tables.FACTORS.type()).as(Tables.FACTORS.name()));
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(CUSTOMER_FACTORS), tables.get(ITEM_FACTORS));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_AND_ITEMS;
  }

  private final class Model implements RecommendationModel {

    private final Dataset<Row> customers;
    private final Dataset<Row> items;

    Model(Dataset<Row> customers, Dataset<Row> items) {
      this.customers = Tables.CUSTOMER_TABLE.conform(customers);
      this.items = Tables.ITEM_TABLE.conform(items);
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return new TreeMap<>(Map.of(CUSTOMER_FACTORS, customers, ITEM_FACTORS, items));
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      Catalogue catalogue = Catalogue.of(items);
      Chooser chooser = new FactorProducts(ItemPanels.of(vectors(catalogue), rank), new Learned());
      // one row per customer on both sides
      Dataset<Row> everyone = Ranking.customers(history).join(customers, CUSTOMER.name());
      return new Ranking(catalogue, chooser, name()).forCustomers(everyone, candidates, k);
    }

    /** By the cosine of the items' vectors. */
    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      Catalogue catalogue = Catalogue.of(items);
      float[][] directions = vectors(catalogue);
      for (float[] vector : directions) {
        scaleToUnitLength(vector);
      }
      Chooser chooser =
          new FactorProducts(ItemPanels.of(directions, rank), new Directions(directions));
      return new Ranking(catalogue, chooser, name()).forItems(items, k, excluded);
    }

    private float[][] vectors(Catalogue catalogue) {
      float[][] vectors = new float[catalogue.size()][];
      for (Row row : items.collectAsList()) {
        vectors[catalogue.number(row.getString(0))] = floats(row);
      }
      return vectors;
    }
  }

  private static float[] floats(Row row) {
    var boxed = row.<Float>getList(row.fieldIndex(Tables.FACTORS.name()));
    float[] vector = new float[boxed.size()];
    for (int factor = 0; factor < vector.length; factor++) {
      vector[factor] = boxed.get(factor);
    }
    return vector;
  }

  private static void scaleToUnitLength(float[] vector) {
    double squares = 0;
    for (float factor : vector) {
      squares += (double) factor * factor;
    }
    double length = Math.sqrt(squares);
    for (int factor = 0; factor < vector.length && length > 0; factor++) {
      vector[factor] = (float) (vector[factor] / length);
    }
  }

  /** The customer's own vector. */
  private record Learned() implements FactorProducts.Vectors {
    @Override
    public float[] of(Profile customer) {
      return floats(customer.row());
    }
  }

  /** For who holds one item: its vector at unit length. */
  private record Directions(float[][] items) implements FactorProducts.Vectors {
    @Override
    public float[] of(Profile holder) {
      return items[holder.items()[0]];
    }
  }

  /** Apart from the hyperparameters, which are also read where Spark's types are not needed. */
  private static final class Tables {
    private static final Field FACTORS =
        new Field(
            "factors",
            DataTypes.createArrayType(DataTypes.FloatType),
            "the vector, as many numbers as the rank");
    private static final Table CUSTOMER_TABLE =
        Table.of(CUSTOMER_FACTORS, "one row per customer learned from", CUSTOMER, FACTORS);
    private static final Table ITEM_TABLE =
        Table.of(ITEM_FACTORS, "one row per item learned from", ITEM, FACTORS);
  }
}
