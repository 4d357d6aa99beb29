package org.alsolike.models.recommend;

import static org.alsolike.tables.Affinities.CUSTOMER;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.inprocess.AlsFactors;
import org.alsolike.models.recommend.inprocess.AlsSolver;
import org.alsolike.models.recommend.kernel.ItemPanels;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Matrix factorisation of implicit feedback by alternating least squares (Hu, Koren, Volinsky 2008,
 * "Collaborative Filtering for Implicit Feedback Datasets"). A pair with affinity w is taken as a
 * preference of 1 with confidence 1 + alpha w, every other pair as 0 with confidence 1. The
 * regularisation of a row grows with its number of pairs (Zhou et al. 2008). What one process can
 * hold is solved by our own solver, and more by Spark MLlib; both have this one objective.
 *
 * @param rank length of a factor vector
 * @param iterations how often customers and items are solved for
 * @param regularization per pair
 * @param alpha how much more an affinity of 1 says than none
 * @param engine who solves
 * @param threads that solve in this process; what is learned does not depend on it
 * @param memoryLimitMb the most that solving in this process may take, in MiB, by an estimate
 * @param blocks into how many blocks MLlib cuts customers and items. With 1 its factors are the
 *     same to the bit however the data is partitioned; with more, training is spread over as many
 *     tasks, and the last digits may differ from run to run
 * @param seed of the first factors
 */
public record Als(
    int rank,
    int iterations,
    double regularization,
    double alpha,
    Engine engine,
    int threads,
    int memoryLimitMb,
    int blocks,
    long seed)
    implements Recommender {

  /** Who solves. */
  public enum Engine {
    /** This process where the estimate is within the memory limit, else MLlib. */
    AUTO,
    /** This process; training is refused when it would take more than the memory limit. */
    IN_PROCESS,
    /** Spark MLlib, on as many machines as there are. */
    MLLIB
  }

  public Als {
    Hyperparameter.requireBetween("rank", rank, 1, 1024);
    Hyperparameter.requireBetween("iterations", iterations, 1, 1000);
    Hyperparameter.requireBetween("regularization", regularization, 0.000001, 1000);
    Hyperparameter.requireBetween("alpha", alpha, 0.000001, 1000000);
    Hyperparameter.requireBetween("threads", threads, 1, 1024);
    Hyperparameter.requireBetween("memory_limit_mb", memoryLimitMb, 1, 1_000_000);
    Hyperparameter.requireBetween("blocks", blocks, 1, 10000);
  }

  public static Als defaults() {
    return new Als(64, 10, 0.3, 3, Engine.AUTO, 2, 900, 1, 42);
  }

  /** The same with another engine. */
  public Als by(Engine other) {
    return new Als(
        rank, iterations, regularization, alpha, other, threads, memoryLimitMb, blocks, seed);
  }

  @Override
  public Als withMemory(int megabytes) {
    return new Als(
        rank, iterations, regularization, alpha, engine, threads, megabytes, blocks, seed);
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
    AlsChoice choice = AlsChoice.of(this, Holdings.of(history, name()));
    return choice.inProcess() ? solved(choice, history) : distributed(choice);
  }

  private RecommendationModel solved(AlsChoice choice, History history) {
    return TrainingMemory.ofThisJvm()
        .during(choice.need(this), () -> solved(choice, choice.size().collect(), history));
  }

  private RecommendationModel solved(AlsChoice choice, Holdings held, History history) {
    AlsFactors found =
        new AlsSolver(rank, iterations, regularization, alpha, seed)
            .solve(held.customers(), threads);
    var spark = history.affinities().rows().sparkSession();
    return new Model(
        FactorTables.of(
            FactorTables.CUSTOMERS, held.ids(), found.customers(), found.width(), rank, spark),
        FactorTables.of(
            FactorTables.ITEMS, held.items().ids(), found.items(), found.width(), rank, spark),
        choice);
  }

  private RecommendationModel distributed(AlsChoice choice) {
    var solved = DistributedAls.solve(this, choice.size().learned());
    return new Model(solved.customers(), solved.items(), choice);
  }

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(
        tables.get(FactorTables.CUSTOMERS.name()),
        tables.get(FactorTables.ITEMS.name()),
        new TreeMap<>(),
        List.of());
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_AND_ITEMS;
  }

  private final class Model implements RecommendationModel {

    private final Dataset<Row> customers;
    private final Dataset<Row> items;
    private final SortedMap<String, Long> counts;
    private final List<String> remarks;

    Model(Dataset<Row> customers, Dataset<Row> items, AlsChoice choice) {
      this(customers, items, choice.counts(), List.of(choice.remark()));
    }

    Model(
        Dataset<Row> customers,
        Dataset<Row> items,
        SortedMap<String, Long> counts,
        List<String> remarks) {
      this.customers = FactorTables.CUSTOMERS.conform(customers);
      this.items = FactorTables.ITEMS.conform(items);
      this.counts = counts;
      this.remarks = remarks;
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return new TreeMap<>(
          Map.of(FactorTables.CUSTOMERS.name(), customers, FactorTables.ITEMS.name(), items));
    }

    @Override
    public SortedMap<String, Long> counts() {
      return counts;
    }

    @Override
    public List<String> remarks() {
      return remarks;
    }

    @Override
    public Recommendations forCustomers(History history, Candidates candidates, int k) {
      Catalogue catalogue = Catalogue.of(items);
      Chooser chooser = new FactorProducts(ItemPanels.of(vectors(catalogue), rank), new Learned());
      // one row per customer on both sides
      Dataset<Row> everyone =
          Ranking.customers(history, candidates.viewers()).join(customers, CUSTOMER.name());
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
        vectors[catalogue.number(row.getString(0))] = FactorTables.floats(row);
      }
      return vectors;
    }
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
      return FactorTables.floats(customer.row());
    }
  }

  /** For who holds one item: its vector at unit length. */
  private record Directions(float[][] items) implements FactorProducts.Vectors {
    @Override
    public float[] of(Profile holder) {
      return items[holder.items()[0]];
    }
  }
}
