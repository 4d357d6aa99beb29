package org.alsolike.benchmarks.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.jobs.run.SparkSessions;
import org.apache.spark.sql.SparkSession;

/** The JVM of one contender: how it is started, and its main method. */
final class ContenderProcess {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ContenderProcess() {}

  /**
   * Runs a contender in a JVM with the options of this one.
   *
   * @param folder takes its log and its outcome
   */
  static Outcome run(Contender contender, Path shop, Path folder)
      throws IOException, InterruptedException {
    Path outcome = folder.resolve(contender + ".json");
    Path log = folder.resolve(contender + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        contender.jvm().options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ContenderProcess.class.getName(), contender.name()));
    command.addAll(List.of(shop.toString(), outcome.toString(), log.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(contender + ".out").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s failed; see %s".formatted(contender, folder));
      }
    } finally {
      process.destroyForcibly();
    }
    return JSON.readValue(Files.readString(outcome), Outcome.class)
        .noting(contender.jvm().peculiar());
  }

  public static void main(String[] arguments) throws IOException {
    Contender contender = Contender.valueOf(arguments[0]);
    SyntheticShop shop = SyntheticShop.read(Path.of(arguments[1]));
    SparkSession spark = SparkSessions.start("bench", "local[*]", Path.of(arguments[3]));
    try {
      Path checkpoints =
          Files.createTempDirectory(Path.of(arguments[2]).getParent(), "checkpoints");
      spark.sparkContext().setCheckpointDir(checkpoints.toUri().toString());
      Outcome outcome = contender.task().run(shop, spark);
      Files.writeString(Path.of(arguments[2]), JSON.writeValueAsString(outcome));
    } finally {
      spark.stop();
    }
  }
}
