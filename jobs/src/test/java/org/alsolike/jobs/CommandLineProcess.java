package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The command line in a process of its own, as the launcher starts it: there it may start and stop
 * Spark, change the locale, be killed, and end with an exit code.
 *
 * @param folder where the user stands
 * @param options of the JVM
 */
record CommandLineProcess(Path folder, List<String> options) {

  private static final String JVMS_OWN = "WARNING: Using incubator modules: jdk.incubator.vector\n";
  private static final Pattern PROGRESS = Pattern.compile("(start Spark|[a-z0-9-]+) \\.\\.\\.");
  private static final long MINUTES = 30;

  /**
   * On so little data, what is made quick to start costs least: no second compiler, no made code,
   * and Spark's classes taken as they are.
   */
  static CommandLineProcess in(Path folder) {
    return new CommandLineProcess(
        folder,
        List.of(
            "-Xms512m",
            "-Xmx1g",
            "-Xmn320m",
            "-XX:MetaspaceSize=200m",
            "-XX:+UseTransparentHugePages",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=240m",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-Dspark.sql.codegen.wholeStage=false",
            "-Dspark.sql.codegen.factoryMode=NO_CODEGEN"));
  }

  /**
   * The same with one task a stage, and each query planned once: most of what so little data costs
   * is planning, and starting tasks. Others keep Spark's defaults, and must come to the same bytes.
   */
  CommandLineProcess withFewTasks() {
    return with(
        "-Dspark.sql.adaptive.enabled=false",
        "-Dspark.sql.shuffle.partitions=1",
        "-Dspark.sql.files.minPartitionNum=1",
        "-Dspark.default.parallelism=1");
  }

  CommandLineProcess with(String... further) {
    return new CommandLineProcess(
        folder, Stream.concat(options.stream(), Stream.of(further)).toList());
  }

  /** What a process that ended left. */
  record Ended(int exitCode, String out, String err) {

    /** Standard error is ours alone: without what the JVM itself says. */
    Ended {
      err = err.replace(JVMS_OWN, "");
    }

    /** Standard error without the lines of progress. */
    List<String> errors() {
      return err.lines().filter(line -> !PROGRESS.matcher(line).matches()).toList();
    }
  }

  /** A process that goes on. */
  record Started(Process process, Path out, Path err) {

    /** Waits until the note of a lock says that the process is at a step. */
    void await(Path note, String step) {
      while (!text(note).endsWith(", step " + step)) {
        assertThat(process.isAlive()).as("ended before step %s: %s", step, text(err)).isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException notYet) {
        return "";
      }
    }

    Ended end() {
      try {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              "No end after %d minutes; it wrote: %s".formatted(MINUTES, Files.readString(err)));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** As kill -9 does it. */
    void kill() {
      process.destroyForcibly();
      end();
    }
  }

  Ended run(String... arguments) {
    return start(arguments).end();
  }

  Started start(String... arguments) {
    try {
      Path out = Files.createTempFile("alsolike-", ".out");
      Path err = Files.createTempFile("alsolike-", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      ProcessBuilder builder =
          builder(AlsoLike.class, List.of(), List.of(arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param further on the class path, behind ours
   */
  ProcessBuilder builder(Class<?> main, List<String> further, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(moduleOptions());
    command.addAll(options);
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dalsolike.home=" + folder));
    String separator = System.getProperty("path.separator");
    String classPath =
        Stream.concat(Stream.of(classPath()), further.stream())
            .collect(Collectors.joining(separator));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    return builder;
  }

  /** What the launcher passes; LauncherOptionsTest compares the two. */
  static List<String> moduleOptions() {
    return List.of(JavaModuleOptions.defaultModuleOptionArray());
  }

  /** Ours without the tests, so that nothing is found which a user does not have. */
  private static String classPath() {
    String separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
        .collect(Collectors.joining(separator));
  }
}
