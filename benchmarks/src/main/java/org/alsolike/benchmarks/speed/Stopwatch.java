package org.alsolike.benchmarks.speed;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU and wall seconds since it was started, and the process's peak memory. */
final class Stopwatch {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long cpu = SYSTEM.getProcessCpuTime();
  private final long wall = System.nanoTime();

  static Stopwatch started() {
    return new Stopwatch();
  }

  Outcome stopped(String note) {
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    return new Outcome(cpuSeconds, wallSeconds, peakMegabytes(), null, note);
  }

  /** The system's own high-water mark of this process. */
  private static long peakMegabytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(
          "bench speed reads peak memory from /proc/self/status, which this system lacks; use Linux",
          e);
    }
  }
}
