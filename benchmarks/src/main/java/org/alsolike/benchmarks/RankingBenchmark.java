package org.alsolike.benchmarks;

import static org.alsolike.benchmarks.InteractionFile.CUSTOMER;
import static org.alsolike.benchmarks.InteractionFile.ITEM;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.PeakMemory;
import org.alsolike.jobs.run.SparkSessions;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains recommenders on one file, ranks the full catalogue for the customers of another, and
 * prints one JSON line per recommender.
 */
@Command(
    name = "ranking",
    description = "ranking quality of each recommender on any data",
    mixinStandardHelpOptions = true)
final class RankingBenchmark implements Callable<Integer> {

  /** What is relevant, and what may be listed. */
  enum Split {
    /** Items that the customer had not taken before; those taken before are not listed. */
    first,
    /** All items of the test; all may be listed. */
    all
  }

  @Option(
      names = "--train",
      required = true,
      description = "CSV (customer,item[,time[,weight]]) or lines of: customer item item ...")
  private Path train;

  @Option(names = "--test", required = true, description = "in the same form")
  private Path test;

  @Option(names = "--models", split = ",", description = "such as als,ease; all when left out")
  private List<String> models = List.of();

  @Option(names = "--k", split = ",", description = "cuts of the lists, such as 10,20")
  private List<Integer> cuts = List.of(10, 20);

  @Option(names = "--split", description = "first: new to the customer; all: everything")
  private Split split = Split.first;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Integer call() throws IOException {
    List<Recommender> recommenders = recommenders();
    Path log = Files.createTempFile("alsolike-bench", ".log");
    SparkSession spark = SparkSessions.start("bench", "local[*]", log);
    try {
      Path checkpoints = Files.createTempDirectory("alsolike-bench");
      spark.sparkContext().setCheckpointDir(checkpoints.toUri().toString());
      Dataset<Row> training = new InteractionFile(train).rows(spark).persist();
      Dataset<Row> tested = new InteractionFile(test).rows(spark).persist();
      Task task = new Task(FilePast.of(training, tested), relevant(training, tested));
      for (Recommender recommender : recommenders) {
        System.out.println(json.writeValueAsString(measured(recommender, task)));
        System.out.flush();
      }
    } finally {
      spark.stop();
    }
    return 0;
  }

  /** What is trained on, and what is looked for. */
  private record Task(FilePast past, Map<String, Set<String>> relevant) {}

  private List<Recommender> recommenders() {
    Map<String, Recommender> known = new TreeMap<>();
    for (Class<?> kind : Recommender.class.getPermittedSubclasses()) {
      try {
        Recommender defaults = (Recommender) kind.getMethod("defaults").invoke(null);
        known.put(defaults.name(), defaults);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(kind.getName(), e);
      }
    }
    List<Recommender> chosen = new ArrayList<>();
    for (String name : models.isEmpty() ? known.keySet() : models) {
      if (!known.containsKey(name)) {
        throw new picocli.CommandLine.ParameterException(
            new picocli.CommandLine(this),
            "--models must be some of %s, but has %s".formatted(known.keySet(), name));
      }
      chosen.add(known.get(name));
    }
    return chosen;
  }

  private Map<String, Set<String>> relevant(Dataset<Row> training, Dataset<Row> tested) {
    Dataset<Row> pairs = tested.select(CUSTOMER, ITEM).distinct();
    if (split == Split.first) {
      Dataset<Row> seen = training.select(CUSTOMER, ITEM).distinct();
      pairs = pairs.join(seen, new String[] {CUSTOMER, ITEM}, "left_anti");
    }
    Map<String, Set<String>> relevant = new HashMap<>();
    for (Row row :
        pairs.groupBy(CUSTOMER).agg(collect_set(col(ITEM)).as("items")).collectAsList()) {
      relevant.put(row.getString(0), new TreeSet<>(row.<String>getList(1)));
    }
    return relevant;
  }

  private Map<String, Object> measured(Recommender recommender, Task task) {
    PeakMemory memory = new PeakMemory();
    Clocks start = Clocks.now();
    History history = task.past().now();
    Fitted fitted = Fitted.by(recommender, history, task.past());
    Clocks trained = Clocks.now();

    Map<String, List<String>> lists = lists(fitted.model(), history, task.relevant().keySet());
    Clocks ranked = Clocks.now();
    fitted.release();

    Map<String, Object> line = new LinkedHashMap<>();
    line.put("model", recommender.name());
    line.put("metrics", ListMetrics.of(lists, task.relevant(), cuts));
    line.put("users", task.relevant().size());
    line.put("fit_cpu_s", trained.cpu() - start.cpu());
    line.put("topk_cpu_s", ranked.cpu() - trained.cpu());
    line.put("fit_wall_s", trained.wall() - start.wall());
    line.put("topk_wall_s", ranked.wall() - trained.wall());
    line.put("peak_mb", memory.peakMegabytes());
    line.put("hyperparameters", recommender.toString());
    line.put("counts", fitted.counts());
    memory.close();
    return line;
  }

  private Map<String, List<String>> lists(
      RecommendationModel model, History history, Set<String> customers) {
    SparkSession spark = history.affinities().rows().sparkSession();
    Dataset<Row> asked =
        spark
            .createDataset(List.copyOf(customers), org.apache.spark.sql.Encoders.STRING())
            .toDF(CUSTOMER);
    // one row per customer on the right
    Dataset<Row> theirs = history.affinities().rows().join(asked, CUSTOMER);
    History only =
        new History(
            history.asOf(),
            new Affinities(theirs),
            history.purchases(),
            history.itemFeatures(),
            history.customerFeatures());
    Candidates candidates = split == Split.first ? Candidates.UNSEEN : Candidates.ALL;
    Iterator<Row> rows =
        model
            .forCustomers(only, candidates, Collections.max(cuts))
            .rows()
            .select("customer_id", "rank", "item_id")
            .orderBy("customer_id", "rank")
            .toLocalIterator();
    Map<String, List<String>> lists = new HashMap<>();
    rows.forEachRemaining(
        row ->
            lists
                .computeIfAbsent(row.getString(0), any -> new ArrayList<>())
                .add(row.getString(2)));
    return lists;
  }

  /** Seconds of this process. */
  private record Clocks(double cpu, double wall) {
    static Clocks now() {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Clocks(system.getProcessCpuTime() / 1e9, System.nanoTime() / 1e9);
    }
  }
}
