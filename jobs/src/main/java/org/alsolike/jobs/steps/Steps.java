package org.alsolike.jobs.steps;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.RunRecord;

/** Runs steps one after the other: says what runs, times it, and records how it ended. */
final class Steps {

  /**
   * What a step leaves.
   *
   * @param lines for the console
   * @param rows counts for the record, by name
   */
  record Left<T>(T value, List<String> lines, Map<String, Long> rows) {

    static <T> Left<T> of(T value, List<String> lines) {
      return new Left<>(value, lines, new LinkedHashMap<>());
    }

    Left<T> with(String name, long count) {
      rows.put(name, count);
      return this;
    }
  }

  private final RunLock lock;
  private final RunRecord record;
  private final Console console;

  Steps(RunLock lock, RunRecord record, Console console) {
    this.lock = lock;
    this.record = record;
    this.console = console;
  }

  <T> T run(String name, Supplier<Left<T>> step) {
    lock.step(name);
    console.progress(name);
    long started = System.nanoTime();
    double before = cpuSeconds();
    try {
      Left<T> left = step.get();
      double seconds = seconds(started);
      record.step(name, "done", seconds, cpuSeconds() - before, left.rows());
      console.step(name, seconds, left.lines());
      return left.value();
    } catch (Exception | Error e) { // Spark throws checked exceptions without declaring them
      record.step(name, "failed", seconds(started), cpuSeconds() - before, Map.of());
      throw e;
    }
  }

  /** Processor time of this process so far; what executors in other processes take is not in it. */
  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  static double seconds(long startedNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) / 1000.0;
  }
}
