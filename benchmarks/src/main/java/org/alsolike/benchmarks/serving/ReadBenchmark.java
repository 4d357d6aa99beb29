package org.alsolike.benchmarks.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.alsolike.serving.http.HttpService;
import org.alsolike.serving.http.ServeSettings;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.reader.ServingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast lists are read: embedded, over HTTP, and over HTTP while versions are published. */
@Command(
    name = "read",
    description = "time to read a list: embedded, over HTTP, and during a publish",
    mixinStandardHelpOptions = true)
public final class ReadBenchmark implements Callable<Integer> {

  private static final int THREADS = 4;
  private static final int PLACES = 20;
  private static final int PARTITIONS = 2;
  private static final Retention KEEP = new Retention(2, Duration.ofSeconds(5));

  @Option(names = "--lists", defaultValue = "200000", description = "lists (${DEFAULT-VALUE})")
  private int lists;

  @Option(names = "--seconds", defaultValue = "10", description = "of each part (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "of the HTTP load (${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--folder",
      defaultValue = "target/bench",
      description = "where the store is made and removed (${DEFAULT-VALUE})")
  private Path parent;

  @Override
  public Integer call() throws Exception {
    Path folder = Folders.fresh(parent);
    try {
      publish(folder, 1);
      try (var reader = ServingReader.open(folder.resolve("serving"))) {
        embedded(reader, 1); // the JIT's turn
        say("embedded", THREADS, embedded(reader, seconds), 0, 0);
        overHttp(folder, reader);
      }
    } finally {
      Folders.remove(folder);
    }
    return 0;
  }

  private void publish(Path folder, int edition) {
    var staging = new LocalStaging(SyntheticLists.staging(folder, edition));
    var writer = new SstPartitionWriter(staging, folder.resolve("scratch"), edition);
    var receipts =
        SyntheticLists.written(
            new SyntheticLists(lists, PLACES).cardsAndLists(edition, PARTITIONS), writer);
    Publisher.into(folder.resolve("serving"), KEEP, Clock.systemUTC())
        .publish(SyntheticLists.release(edition, receipts), staging);
  }

  private Latencies embedded(ServingReader reader, int duration) {
    long until = System.nanoTime() + duration * 1_000_000_000L;
    return inThreads(THREADS, thread -> () -> lookUps(reader, until, thread));
  }

  private long[] lookUps(ServingReader reader, long until, int thread) {
    var random = new SplittableRandom(thread);
    long[] nanos = new long[1 << 16];
    int count = 0;
    while (System.nanoTime() < until) {
      String customer = SyntheticLists.customer(random.nextInt(lists));
      long start = System.nanoTime();
      var list = reader.forCustomer("for_you", customer);
      nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
      nanos[count++] = System.nanoTime() - start;
      if (list.items().size() != PLACES) {
        throw new IllegalStateException("a list of " + list.items().size());
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  private void overHttp(Path folder, ServingReader reader) throws Exception {
    var settings = ServeSettings.loopback(0);
    try (var service =
        HttpService.start(reader, settings, Clock.systemUTC(), System.err::println)) {
      load(service, 2); // the JIT's turn
      Load alone = load(service, seconds);
      say("http", connections, alone.latencies(), alone.errors(), 0);

      var enough = new AtomicBoolean();
      long before = reader.version();
      var publishing =
          CompletableFuture.runAsync(
              () -> {
                for (int edition = 2; !enough.get(); edition++) {
                  publish(folder, edition);
                }
              },
              task -> new Thread(task).start());
      Load during = load(service, seconds);
      enough.set(true);
      publishing.join();
      reader.refresh();
      say(
          "http during publish with switch",
          connections,
          during.latencies(),
          during.errors(),
          reader.version() - before);
    }
  }

  private record Load(Latencies latencies, long errors) {}

  private Load load(HttpService service, int duration) throws IOException {
    var clients = new ArrayList<HttpLoad>();
    try {
      for (int c = 0; c < connections; c++) {
        clients.add(new HttpLoad(service.address(), lists));
      }
      long until = System.nanoTime() + duration * 1_000_000_000L;
      Latencies latencies = inThreads(connections, c -> () -> asked(clients.get(c), until, c));
      return new Load(latencies, clients.stream().mapToLong(HttpLoad::errors).sum());
    } finally {
      for (HttpLoad client : clients) {
        client.close();
      }
    }
  }

  private static long[] asked(HttpLoad client, long until, long seed) {
    try {
      return client.ask(until, seed);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private interface Work {
    Supplier<long[]> of(int thread);
  }

  private static Latencies inThreads(int threads, Work work) {
    List<CompletableFuture<long[]>> running =
        IntStream.range(0, threads)
            .mapToObj(
                thread ->
                    CompletableFuture.supplyAsync(
                        work.of(thread), task -> new Thread(task).start()))
            .toList();
    return Latencies.of(running.stream().map(CompletableFuture::join).toArray(long[][]::new));
  }

  private void say(String what, int threads, Latencies taken, long errors, long switches) {
    System.out.printf(
        Locale.ROOT,
        "{\"read\":\"%s\",\"threads\":%d,\"per_s\":%.0f,\"p50_ms\":%.4f,\"p99_ms\":%.4f,"
            + "\"p999_ms\":%.4f,\"errors\":%d,\"switches\":%d}%n",
        what,
        threads,
        taken.count() / (double) seconds,
        taken.millis(0.5),
        taken.millis(0.99),
        taken.millis(0.999),
        errors,
        switches);
  }
}
