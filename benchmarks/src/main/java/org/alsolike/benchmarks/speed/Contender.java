package org.alsolike.benchmarks.speed;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Who takes part, each in a JVM of its own. */
enum Contender {
  TOPK(Jvm.WITH_VECTORS, TopKTasks::ours),
  TOPK_PLAIN(Jvm.WITHOUT_VECTORS, TopKTasks::ours),
  TOPK_MLLIB(Jvm.WITH_VECTORS, TopKTasks::mllib),
  TOPK_MLLIB_TUNED(Jvm.WITH_VECTORS, TopKTasks::mllibTuned),
  TOPK_PRODUCT(Jvm.WITH_VECTORS, TopKTasks::bareProduct),
  ALS(Jvm.WITH_VECTORS_AND_LITTLE_GARBAGE, AlsTasks::ours),
  ALS_MLLIB(Jvm.WITH_VECTORS, AlsTasks::mllib),
  ALS_MLLIB_TUNED(Jvm.WITH_VECTORS, AlsTasks::mllibTuned),
  EASE(Jvm.WITH_VECTORS, LinearTasks::ease),
  GRAPH_FILTER(Jvm.WITH_VECTORS, LinearTasks::graphFilter),
  NEIGHBOURS(Jvm.WITH_VECTORS, NeighbourTasks::training),
  NEIGHBOURS_COSINE(Jvm.WITH_VECTORS, NeighbourTasks::cosine),
  NEIGHBOURS_LOG_LIKELIHOOD(Jvm.WITH_VECTORS, NeighbourTasks::logLikelihood),
  NEIGHBOURS_RP3BETA(Jvm.WITH_VECTORS, NeighbourTasks::rp3beta),
  NEIGHBOURS_MLLIB(Jvm.WITH_VECTORS, NeighbourTasks::mllib);

  /** What a contender's JVM has beside the options of the one that starts it. */
  enum Jvm {
    /** The incubator's vector module, as Spark's own options have it. */
    WITH_VECTORS(VECTOR_MODULE),
    WITHOUT_VECTORS,
    /**
     * A JVM that may take most of the machine collects garbage late, so that its peak tells of what
     * nobody needs any more. With a small young generation the peak is near to what the work holds,
     * and what collecting costs is among the CPU seconds. The note of the outcome says so. Stock
     * Spark is left as it comes.
     */
    WITH_VECTORS_AND_LITTLE_GARBAGE(VECTOR_MODULE, "-XX:MaxNewSize=128m");

    private final List<String> options;

    Jvm(String... options) {
      this.options = List.of(options);
    }

    /** In place of a vector module that the starting JVM may have. */
    List<String> options(List<String> starting) {
      return Stream.concat(
              starting.stream().filter(option -> !option.equals(VECTOR_MODULE)), options.stream())
          .toList();
    }

    /** What others do not have, as the end of a note; empty where that is nothing. */
    String peculiar() {
      return options.stream()
          .filter(option -> !option.equals(VECTOR_MODULE))
          .map(option -> ", " + option)
          .collect(Collectors.joining());
    }
  }

  /** Brings its input into memory, then does its work before the clock. */
  @FunctionalInterface
  interface Task {
    Outcome run(SyntheticShop shop, SparkSession spark);
  }

  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  private final Jvm jvm;
  private final Task task;

  Contender(Jvm jvm, Task task) {
    this.jvm = jvm;
    this.task = task;
  }

  Jvm jvm() {
    return jvm;
  }

  Task task() {
    return task;
  }
}
