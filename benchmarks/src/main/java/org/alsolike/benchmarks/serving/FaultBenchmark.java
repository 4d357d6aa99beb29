package org.alsolike.benchmarks.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.alsolike.serving.StoreLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kills publishers (as kill -9 does) at random moments while a reader verifies all that it reads.
 * Each next publisher must go on, and at the end only whole versions may be left.
 */
@Command(
    name = "faults",
    description = "publishers killed at random moments while a reader verifies",
    mixinStandardHelpOptions = true)
public final class FaultBenchmark implements Callable<Integer> {

  private static final int PUBLISHES = 4;

  /** The stores that there are. */
  enum Store {
    ROCKSDB
  }

  @Option(names = "--store", defaultValue = "rocksdb", description = "${COMPLETION-CANDIDATES}")
  private Store store;

  @Option(names = "--kills", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
  private int kills;

  @Option(names = "--seed", defaultValue = "17", description = "of the moments (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--folder",
      defaultValue = "target/bench",
      description = "where the store is made and removed (${DEFAULT-VALUE})")
  private Path parent;

  @Override
  public Integer call() throws Exception {
    Path folder = Folders.fresh(parent);
    try {
      FaultPublisher.publishNext(folder, 0);
      var reader = new VerifyingReader(folder.resolve("serving"), FaultPublisher.LISTS.customers());
      try (reader) {
        killAll(folder);
        long last = FaultPublisher.publishNext(folder, kills + 1);
        requireWholeVersions(folder, last);
      }
      System.out.println(reader.line("rocksdb", kills));
      return reader.clean() ? 0 : 1;
    } finally {
      Folders.remove(folder);
    }
  }

  /** Longest wait before a kill, so that it may fall on any step of a first or second publish. */
  private static int mostMillis(Path folder) throws Exception {
    Cost cost = Cost.of(() -> FaultPublisher.publishNext(folder, 0));
    return Math.max(100, (int) (cost.seconds() * 1000 * PUBLISHES));
  }

  private void killAll(Path folder) throws Exception {
    int mostMillis = mostMillis(folder);
    var random = new SplittableRandom(seed);
    for (int kill = 1; kill <= kills; kill++) {
      Process publisher = start(folder, kill);
      try (var out =
          new BufferedReader(
              new InputStreamReader(publisher.getInputStream(), StandardCharsets.UTF_8))) {
        String line = out.readLine();
        if (!FaultPublisher.READY.equals(line)) {
          throw new IllegalStateException("The publisher did not start: " + line);
        }
        boolean ended = publisher.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS);
        if (ended) {
          throw new IllegalStateException("A publisher failed: " + out.readLine());
        }
      } finally {
        publisher.destroyForcibly().waitFor();
        Folders.remove(temporary(folder)); // RocksDB's library, which each process unpacks
      }
    }
  }

  private static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  private static Process start(Path folder, int attempt) throws IOException {
    Files.createDirectories(temporary(folder));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + temporary(folder),
                "-cp",
                System.getProperty("java.class.path"),
                FaultPublisher.class.getName(),
                folder.toString(),
                Integer.toString(attempt)))
        .redirectErrorStream(true)
        .start();
  }

  private static void requireWholeVersions(Path folder, long served) throws IOException {
    var store = new StoreLayout(folder.resolve("serving"));
    for (Path left : store.contents()) {
      if (!Files.exists(left.resolve("manifest.json"))) {
        throw new IllegalStateException("Version " + served + " is served beside leftover " + left);
      }
    }
  }
}
