package org.alsolike.jobs.steps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trained recommenders as snapshots: {@code models/KIND-FINGERPRINT/TABLE}, and an index that is
 * written last. What is used is always what was read back.
 */
record ModelStore(RunContext context, Map<String, Object> locks) {

  private static final String INDEX = "index";
  private static final String NAMES = "tables.txt";

  /** A recommender's model as it was read back, and what its training said. */
  record Trained(
      Recommender recommender,
      String fingerprint,
      RecommendationModel model,
      Map<String, Long> counts,
      List<String> remarks) {}

  ModelStore(RunContext context) {
    this(context, new ConcurrentHashMap<>());
  }

  /** To be held while what has this name is made, so that nobody makes it twice. */
  Object lock(String name) {
    return locks.computeIfAbsent(name, any -> new Object());
  }

  /** Loads the model where it was trained before for the same inputs, else trains and saves it. */
  Trained train(Recommender recommender, History history, Past past) {
    String fingerprint = context.fingerprints().model(history.asOf(), recommender);
    String folder =
        "models/%s-%s/".formatted(recommender.name(), Fingerprints.shortened(fingerprint));
    synchronized (lock(folder)) {
      return trained(recommender, history, past, fingerprint, folder);
    }
  }

  private Trained trained(
      Recommender recommender, History history, Past past, String fingerprint, String folder) {
    Map<String, Long> counts = new TreeMap<>();
    List<String> remarks = new ArrayList<>();
    FileSet index = index(folder);
    if (!index.exists()) {
      RecommendationModel model = recommender.train(history, past);
      Map<String, Dataset<Row>> tables = model.tables();
      tables.forEach((name, rows) -> context.snapshot(folder + name, fingerprint, rows));
      counts.putAll(model.counts());
      remarks.addAll(model.remarks());
      index.write(Map.of(NAMES, String.join("\n", tables.keySet()).getBytes(UTF_8)));
    }
    RecommendationModel model = recommender.load(tables(folder, index));
    return new Trained(recommender, fingerprint, model, counts, remarks);
  }

  private FileSet index(String folder) {
    return FileSet.at(
        context.project().workspace().snapshots() + folder + INDEX,
        context.spark().sparkContext().hadoopConfiguration());
  }

  private Map<String, Dataset<Row>> tables(String folder, FileSet index) {
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    new String(index.read().get(NAMES), UTF_8)
        .lines()
        .forEach(name -> tables.put(name, context.snapshots().read(folder + name)));
    return tables;
  }

  /** One name per recommender: its kind, numbered where a kind stands more than once. */
  static Map<String, Recommender> named(List<Recommender> recommenders) {
    Map<String, Recommender> named = new LinkedHashMap<>();
    for (Recommender recommender : recommenders.stream().distinct().toList()) {
      String name = recommender.name();
      for (int number = 2; named.containsKey(name); number++) {
        name = recommender.name() + "-" + number;
      }
      named.put(name, recommender);
    }
    return named;
  }
}
