package org.alsolike.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where runs keep what they make: {@code runs/RUN_ID}, {@code snapshots}, {@code staging} and the
 * lock.
 */
public record Workspace(Path root) {

  public String snapshots() {
    return address(root.resolve("snapshots")) + "/";
  }

  /** Intermediate results of long iterations; emptied after every run. */
  public String checkpoints() {
    return address(root.resolve("checkpoints"));
  }

  public String staging() {
    return address(root.resolve("staging")) + "/";
  }

  /** A local path as Hadoop takes it: as a URI, but blanks and the like stay as they are. */
  public static String address(Path path) {
    return new org.apache.hadoop.fs.Path(path.toAbsolutePath().toUri()).toString();
  }

  public Path lockFile() {
    return root.resolve("lock");
  }

  /** Hashes of inputs by path, size and time, so that unchanged files are not read again. */
  public Path contentHashes() {
    return root.resolve("content-hashes.json");
  }

  /** Salted hashes of customers who asked to be forgotten. */
  public Path forgotten() {
    return root.resolve("forgotten.json");
  }

  /** Ids of items that no list may hold. */
  public Path delisted() {
    return root.resolve("delisted.json");
  }

  public Path run(String runId) {
    return root.resolve("runs").resolve(runId);
  }

  /** A new folder for a run: the as-of date and the next free number. */
  public Path createRun(String asOf) {
    try {
      Files.createDirectories(root.resolve("runs"));
      int number = 1;
      while (Files.exists(run(asOf + "-" + number))) {
        number++;
      }
      return Files.createDirectory(run(asOf + "-" + number));
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be written: %s; expected a folder with room".formatted(root, e.getMessage()),
          e);
    }
  }

  /** The run folders that hold a record, oldest first. */
  public List<Path> runs() {
    Path folder = root.resolve("runs");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      List<Path> found =
          new ArrayList<>(runs.filter(run -> Files.exists(run.resolve("run.json"))).toList());
      found.sort(Comparator.comparing(Workspace::modified).thenComparing(Path::toString));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime modified(Path run) {
    try {
      return Files.getLastModifiedTime(run.resolve("run.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
