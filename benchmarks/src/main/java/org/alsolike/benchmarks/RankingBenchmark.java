package org.alsolike.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.SparkSessions;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.models.recommend.Content;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.TrainingMemory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

  @Option(
      names = "--tune",
      paramLabel = "MINUTES",
      description =
          "so long, hyperparameters are chosen on a part of train, for all models together")
  private double minutes;

  @Override
  public Integer call() throws IOException {
    Asked asked = asked();
    Path log = Files.createTempFile("alsolike-bench", ".log");
    SparkSession spark = SparkSessions.start("bench", "local[*]", log);
    try {
      Path checkpoints = Files.createTempDirectory("alsolike-bench");
      spark.sparkContext().setCheckpointDir(checkpoints.toUri().toString());
      measure(asked, spark, System.out);
    } finally {
      spark.stop();
    }
    return 0;
  }

  /** What the options ask for, as far as it is known without reading the files. */
  record Asked(List<Recommender> models, InteractionFile train, InteractionFile test) {}

  /** Refuses, before anything starts, options that cannot be meant and files that are not there. */
  Asked asked() {
    List<Recommender> recommenders = recommenders();
    checkOptions();
    return new Asked(recommenders, InteractionFile.at(train), InteractionFile.at(test));
  }

  /**
   * @param out takes a line for each recommender
   */
  void measure(Asked asked, SparkSession spark, PrintStream out) throws JsonProcessingException {
    asked.train().check(spark);
    asked.test().check(spark);
    Dataset<Row> training = asked.train().rows(spark).persist();
    Dataset<Row> tested = asked.test().rows(spark).persist();
    FilePast past = FilePast.of(training, tested);
    RankingTask task =
        new RankingTask(past, past.now(), RankingTask.relevant(tested, training, split), split);
    task.history().affinities().rows().count(); // so that no model pays for reading the files
    if (task.relevant().isEmpty()) {
      throw new Stopped(
          ExitCode.INPUT_REJECTED,
          "%s: holds nothing that %s does not hold too; expected items that are new to a customer, or ask with --split all"
              .formatted(test, train));
    }
    Tuning tuning = new Tuning(past, split, minutes, Tuning.ENDLESS, Collections.max(cuts));
    new Measuring(task, cuts, out).all(minutes > 0 ? tuning.of(asked.models()) : asked.models());
  }

  private void checkOptions() {
    if (cuts.stream().anyMatch(k -> k < 1 || k > 1000)) {
      throw misused("--k must be numbers from 1 to 1000, but is " + cuts);
    }
    if (!(minutes >= 0)) {
      throw misused("--tune must be a number of minutes, but is " + minutes);
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(new CommandLine(this), message);
  }

  private List<Recommender> recommenders() {
    Map<String, Recommender> known = new TreeMap<>();
    for (Class<?> kind : Recommender.class.getPermittedSubclasses()) {
      if (kind == Content.class) {
        continue; // the files say nothing of their items
      }
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
        throw misused("--models must be some of %s, but has %s".formatted(known.keySet(), name));
      }
      chosen.add(known.get(name).withMemory(TrainingMemory.megabytesOfThisJvm()));
    }
    return chosen;
  }
}
