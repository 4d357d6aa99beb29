package org.alsolike.benchmarks.speed;

import org.apache.spark.sql.SparkSession;

/** Who takes part, each in a JVM of its own. */
enum Contender {
  TOPK(Jvm.WITH_VECTORS, TopKTasks::ours),
  TOPK_PLAIN(Jvm.WITHOUT_VECTORS, TopKTasks::ours),
  TOPK_MLLIB(Jvm.WITH_VECTORS, TopKTasks::mllib),
  TOPK_MLLIB_TUNED(Jvm.WITH_VECTORS, TopKTasks::mllibTuned),
  TOPK_PRODUCT(Jvm.WITH_VECTORS, TopKTasks::bareProduct),
  ALS(Jvm.WITH_VECTORS, AlsTasks::ours),
  ALS_MLLIB(Jvm.WITH_VECTORS, AlsTasks::mllib),
  ALS_MLLIB_TUNED(Jvm.WITH_VECTORS, AlsTasks::mllibTuned),
  EASE(Jvm.WITH_VECTORS, LinearTasks::ease),
  GRAPH_FILTER(Jvm.WITH_VECTORS, LinearTasks::graphFilter),
  NEIGHBOURS(Jvm.WITH_VECTORS, NeighbourTasks::training),
  NEIGHBOURS_COSINE(Jvm.WITH_VECTORS, NeighbourTasks::cosine),
  NEIGHBOURS_LOG_LIKELIHOOD(Jvm.WITH_VECTORS, NeighbourTasks::logLikelihood),
  NEIGHBOURS_RP3BETA(Jvm.WITH_VECTORS, NeighbourTasks::rp3beta),
  NEIGHBOURS_MLLIB(Jvm.WITH_VECTORS, NeighbourTasks::mllib);

  /** Whether the JVM has the incubator's vector module, as Spark's own options have it. */
  enum Jvm {
    WITH_VECTORS,
    WITHOUT_VECTORS
  }

  /** Brings its input into memory, then does its work before the clock. */
  @FunctionalInterface
  interface Task {
    Outcome run(SyntheticShop shop, SparkSession spark);
  }

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
