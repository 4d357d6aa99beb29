package org.alsolike.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** Starts Spark for a run, with the settings on which results rest. */
public final class SparkSessions {

  /** Few, because a shop's data fits them; more of it may ask for more ({@code -D}). */
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  private SparkSessions() {}

  /**
   * @param master a Spark master such as local[*] or local-cluster[2,1,2048]
   * @param log the file that takes Spark's log
   */
  public static SparkSession start(String project, String master, Path log) {
    logTo(log);
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("alsolike " + project)
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.extraJavaOptions", "-Duser.language=en -Duser.country=US")
            .config("spark.log.structuredLogging.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            // ICU's tables of cases take a second or two to be filled, for what Java knows as well.
            .config("spark.sql.icu.caseMappings.enabled", "false")
            .config(PARTITIONS, System.getProperty(PARTITIONS, "8"))
            // A run asks a thousand different queries, and many of them again: none is compiled
            // twice.
            .config("spark.sql.codegen.cache.maxEntries", "5000")
            // Up to so many groups of a task are gathered without being sorted first.
            .config("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "10000")
            .config("spark.sql.csv.parser.columnPruning.enabled", "false")
            .config("spark.hadoop.parquet.page.verify-checksum.enabled", "true");
    if (master.startsWith("local[") || master.equals("local")) {
      LocalFiles.install();
      builder.config("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
    } else {
      builder.config("spark.jars", ourJars());
    }
    return builder.getOrCreate();
  }

  /**
   * From here on the libraries write to the run's log; what they say before is not worth a line.
   */
  private static void logTo(Path log) {
    System.setProperty("alsolike.log", log.toString());
    try {
      Configurator.reconfigure(SparkSessions.class.getResource("/alsolike-log.properties").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executors of other processes start from Spark's jars alone; these are handed to them. */
  private static String ourJars() {
    Path lib = Path.of(System.getenv().getOrDefault("SPARK_HOME", "."), "lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .sorted()
          .map(jar -> jar.toUri().toString())
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
