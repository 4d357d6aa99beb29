package org.alsolike.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The largest resident size that this process and its children reached together, native memory
 * included, sampled twice a second from {@code /proc}; where there is none, the heap in use.
 */
public final class PeakMemory implements AutoCloseable {

  private static final long INTERVAL_MS = 500;

  /**
   * A child that has just been forked still shares its parent's memory, which would count twice.
   */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final AtomicLong peakBytes = new AtomicLong();
  private final Thread sampler = new Thread(this::sample, "peak-memory");
  private final ProcessHandle root;
  private final Path processes;
  private final Duration settledAfter;

  /** Measures this process and its children from now on. */
  public PeakMemory() {
    this(ProcessHandle.current(), Path.of("/proc"), SETTLED);
  }

  /**
   * @param root measured with its children
   * @param processes where the system tells of processes, as Linux does in {@code /proc}
   * @param settledAfter children younger than this are left out
   */
  PeakMemory(ProcessHandle root, Path processes, Duration settledAfter) {
    this.root = root;
    this.processes = processes;
    this.settledAfter = settledAfter;
    sampler.setDaemon(true);
    sampler.start();
  }

  /** Mebibytes. */
  public long peakMegabytes() {
    measure();
    return peakBytes.get() >> 20;
  }

  /** What the figure is, for the record: it depends on what the system tells. */
  public String measured() {
    return resident(root.pid()) > 0
        ? "resident size of the process tree"
        : "heap in use of this process alone: the system has no " + processes;
  }

  private void sample() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        measure();
        Thread.sleep(INTERVAL_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure() {
    Instant settled = Instant.now().minus(settledAfter);
    Stream<ProcessHandle> children =
        root.descendants()
            .filter(child -> child.info().startInstant().map(settled::isAfter).orElse(false));
    long bytes =
        Stream.concat(Stream.of(root), children)
            .mapToLong(process -> resident(process.pid()))
            .sum();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    peakBytes.accumulateAndGet(bytes > 0 ? bytes : heap, Math::max);
  }

  /** Bytes, or 0 when the process has ended or the system has no {@code /proc}. */
  private long resident(long pid) {
    Path status = processes.resolve(Long.toString(pid)).resolve("status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    sampler.interrupt();
  }
}
