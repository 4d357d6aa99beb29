package org.alsolike.jobs.steps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trained recommenders as snapshots: {@code models/KIND-FINGERPRINT/TABLE}, and an index that is
 * written last, with what training counted and said. What is used, and told, is always what was
 * read back, so that it is told whoever trained.
 */
record ModelStore(RunContext context, Map<String, Object> locks) {

  private static final String INDEX = "index";
  private static final String NAMES = "tables.txt";
  private static final String COUNTS = "counts.txt";
  private static final String REMARKS = "remarks.txt";

  /** A recommender's model as it was read back, and what its training said. */
  record Trained(
      Recommender recommender,
      String fingerprint,
      RecommendationModel model,
      SortedMap<String, Long> counts,
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
    FileSet index = index(folder);
    if (!index.exists()) {
      RecommendationModel model = recommender.train(history, past);
      Map<String, Dataset<Row>> tables = model.tables();
      tables.forEach((name, rows) -> context.snapshot(folder + name, fingerprint, rows));
      List<String> counts = new ArrayList<>();
      model.counts().forEach((what, count) -> counts.add(count + " " + what));
      index.write(
          Map.of(
              NAMES, text(tables.keySet()),
              COUNTS, text(counts),
              REMARKS, text(model.remarks())));
    }
    Map<String, byte[]> told = index.read();
    SortedMap<String, Long> counts = new TreeMap<>();
    lines(told, COUNTS)
        .map(line -> line.split(" ", 2))
        .forEach(count -> counts.put(count[1], Long.valueOf(count[0])));
    RecommendationModel model = recommender.load(tables(folder, told));
    return new Trained(recommender, fingerprint, model, counts, lines(told, REMARKS).toList());
  }

  private static byte[] text(Collection<String> lines) {
    return String.join("\n", lines).getBytes(UTF_8);
  }

  private static Stream<String> lines(Map<String, byte[]> files, String name) {
    return new String(files.get(name), UTF_8).lines();
  }

  private FileSet index(String folder) {
    return FileSet.at(
        context.project().workspace().snapshots() + folder + INDEX,
        context.spark().sparkContext().hadoopConfiguration());
  }

  private Map<String, Dataset<Row>> tables(String folder, Map<String, byte[]> index) {
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    lines(index, NAMES).forEach(name -> tables.put(name, context.snapshots().read(folder + name)));
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
