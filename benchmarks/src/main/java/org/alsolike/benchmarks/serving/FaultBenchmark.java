package org.alsolike.benchmarks.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.alsolike.benchmarks.serving.StoreAddress.Kind;
import org.alsolike.serving.publish.StoredVersion;
import org.alsolike.serving.publish.StoredVersion.State;
import org.alsolike.serving.store.ServingStore;
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

  private static final int PUBLISHES = 2;
  private static final int POLL_MILLIS = 5;

  @Option(
      names = "--store",
      split = ",",
      defaultValue = Kind.ALL,
      description = "any of ${COMPLETION-CANDIDATES} (all)")
  private List<Kind> stores;

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
    boolean clean = true;
    for (Kind kind : stores) {
      Path folder = Folders.fresh(parent);
      try (StoreServer server = StoreServer.start(kind, folder)) {
        clean &= killed(server.address(), folder);
      } finally {
        Folders.remove(folder);
      }
    }
    return clean ? 0 : 1;
  }

  private boolean killed(StoreAddress address, Path folder) throws Exception {
    ServingStore store = address.store();
    FaultPublisher.publishNext(store, folder, 0);
    var reader = new VerifyingReader(store, FaultPublisher.LISTS.customers());
    try (reader) {
      killAll(address, folder);
      FaultPublisher.publishNext(store, folder, kills + 1);
      requireWholeVersions(store);
    }
    System.out.println(reader.line(address.kind().shown(), kills));
    return reader.clean();
  }

  /** Kills publisher after publisher, each at a random moment of its first publishes. */
  private void killAll(StoreAddress address, Path folder) throws Exception {
    int mostMillis = millisOfPublishes(address, folder);
    var random = new SplittableRandom(seed);
    for (int kill = 1; kill <= kills; kill++) {
      Process publisher = start(address, folder, kill);
      try (BufferedReader out = ready(publisher)) {
        boolean ended = publisher.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS);
        requireAlive(ended, out);
      } finally {
        end(publisher, folder);
      }
    }
  }

  /**
   * How long a new process takes for its first publishes: its classes are cold, and the machine is
   * as busy as it will be, so that a kill within that time may fall on any step of any of them.
   */
  private int millisOfPublishes(StoreAddress address, Path folder) throws Exception {
    int last = FaultPublisher.highest(address.store()) + PUBLISHES;
    Process publisher = start(address, folder, kills + 2);
    try (BufferedReader out = ready(publisher)) {
      long begun = System.nanoTime();
      while (FaultPublisher.highest(address.store()) < last) {
        requireAlive(publisher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS), out);
      }
      return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    } finally {
      end(publisher, folder);
    }
  }

  private static BufferedReader ready(Process publisher) throws IOException {
    var out =
        new BufferedReader(
            new InputStreamReader(publisher.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (!FaultPublisher.READY.equals(line)) {
      throw new IllegalStateException("The publisher did not start: " + line);
    }
    return out;
  }

  private static void requireAlive(boolean ended, BufferedReader out) throws IOException {
    if (ended) {
      throw new IllegalStateException("A publisher failed: " + out.readLine());
    }
  }

  private static void end(Process publisher, Path folder) throws Exception {
    publisher.destroyForcibly().waitFor();
    Folders.remove(temporary(folder)); // RocksDB's library, which each process unpacks
  }

  private static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  private static Process start(StoreAddress address, Path folder, int attempt) throws IOException {
    Files.createDirectories(temporary(folder));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + temporary(folder),
                "-cp",
                System.getProperty("java.class.path"),
                FaultPublisher.class.getName()));
    command.addAll(address.arguments());
    command.addAll(List.of(folder.toString(), Integer.toString(attempt)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void requireWholeVersions(ServingStore store) {
    for (StoredVersion left : store.publisher(FaultPublisher.KEEP, Clock.systemUTC()).versions()) {
      if (left.state() == State.LEFTOVER || left.manifest().isEmpty()) {
        throw new IllegalStateException(
            "Version %d is left and is %s".formatted(left.version(), left.state()));
      }
    }
  }
}
