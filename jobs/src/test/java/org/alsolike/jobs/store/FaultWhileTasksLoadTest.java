package org.alsolike.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alsolike.jobs.Failures;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.store.PostgresqlUnderTest;
import org.alsolike.serving.store.RedisUnderTest;
import org.alsolike.serving.store.ServingStore;
import org.alsolike.serving.store.StoreUnderTest;
import org.alsolike.serving.store.Wire;
import org.alsolike.spark.SparkTest;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What strikes while Spark's tasks load a store, as the command line tells it. */
@SparkTest
class FaultWhileTasksLoadTest {

  private static final Part LIST = Part.list("for_you");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2011-12-10T06:30:00Z"), ZoneOffset.UTC);

  private static final Settings SETTINGS =
      Settings.parse(
          "alsolike.yaml",
          """
          project: shop
          timezone: Europe/London
          workspace: workspace
          sources:
            transactions:
              path: sales.csv
              columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
          """);

  @TempDir Path folder;

  private Dataset<Row> entries;

  @BeforeEach
  void makeEntries(SparkSession spark) {
    STRIKING.set(() -> {});
    entries =
        spark
            .range(50)
            .selectExpr(
                "encode(concat('list/for_you', char(0), id), 'utf-8') as " + StoreEntries.KEY,
                "encode('[]', 'utf-8') as " + StoreEntries.VALUE);
  }

  /** Whatever strikes while a task loads; tasks of a test run in its own JVM. */
  private static final AtomicReference<Runnable> STRIKING = new AtomicReference<>(() -> {});

  /** In the middle of every partition something may strike. */
  private record StruckMidway(PartitionWriters writers) implements PartitionWriters {

    @Override
    public PartitionWriter attempt(long number) {
      return (partition, sorted) -> {
        List<Entry> entries = new ArrayList<>();
        sorted.forEachRemaining(entries::add);
        Stream<Entry> struck =
            IntStream.range(0, entries.size()).mapToObj(at -> struck(entries, at));
        return writers.attempt(number).write(partition, struck.iterator());
      };
    }

    private static Entry struck(List<Entry> entries, int at) {
      if (at == entries.size() / 2) {
        STRIKING.get().run();
      }
      return entries.get(at);
    }
  }

  @TestFactory
  Stream<DynamicTest> aStoreThatGoesDownWhileTasksLoadIsOneLineAndCompletesOnceItIsUp() {
    return Stream.of(PostgresqlUnderTest.fresh(), RedisUnderTest.fresh())
        .map(tested -> DynamicTest.dynamicTest(tested.toString(), () -> goesDown(tested)));
  }

  private void goesDown(StoreUnderTest tested) throws Exception {
    publish(tested.store(), "before");
    try (Wire wire = Wire.to(tested.store())) {
      ServingStore far = wire.over(tested.store());
      STRIKING.set(wire::cut);

      String line = told(ExitCode.STORE_UNAVAILABLE, () -> publish(far, "after"));

      assertThat(line).contains("//localhost:", " cannot be ", "Version 1 stays served.");
      assertThat(fingerprint(tested.store())).isEqualTo("before");
      STRIKING.set(() -> {});
      wire.mend();
      publish(far, "after");
    }
    assertThat(fingerprint(tested.store())).isEqualTo("after");
    assertThat(tested.rows(2)).isEqualTo(50);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsUpUnderATaskIsOneLine() {
    var staging = new HadoopStaging(folder.resolve("staging").toString());
    String scratch = folder.resolve("scratch").toString();

    String line =
        told(
            ExitCode.STORE_UNAVAILABLE,
            () -> StagedEntries.write(entries, 1, new WithoutRoom(staging, scratch)));

    assertThat(line)
        .startsWith("Partition ")
        .contains(" cannot be staged as part-", "No space left on device")
        .contains("What was served stays served");
  }

  /** Tables are written to {@code /dev/full}. */
  private record WithoutRoom(HadoopStaging staging, String scratch) implements PartitionWriters {

    @Override
    public PartitionWriter attempt(long number) {
      return (partition, sorted) -> {
        Path table = Path.of(scratch, "part-%d.attempt-%d.sst".formatted(partition, number));
        try {
          Files.createDirectories(table.getParent());
          Files.createSymbolicLink(table, Path.of("/dev/full"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return new SstPartitionWriter(staging, table.getParent(), number).write(partition, sorted);
      };
    }
  }

  /** Such as a run that began first and ends last. */
  @Test
  void anOlderAsOfThatComesLaterIsRefusedAndLeavesNothingStaged() throws IOException {
    Path staging = folder.resolve(Path.of("workspace", "staging"));
    Path killed = Files.createDirectories(staging.resolve("of-a-killed-run"));
    Files.writeString(killed.resolve("part-0.attempt-0.sst"), "as large as a version");
    var later = new Project(folder, SETTINGS, LocalDate.of(2011, 12, 10), CLOCK);
    var earlier = new Project(folder, SETTINGS, LocalDate.of(2011, 12, 9), CLOCK);

    var roomIsMade = new AtomicBoolean();
    STRIKING.set(() -> roomIsMade.set(!Files.exists(killed)));

    publish(later, "0123456789abcdef");
    assertThat(roomIsMade).as("before anything is staged").isTrue();
    assertThat(staging).doesNotExist();
    String line = told(ExitCode.GATE_REFUSED, () -> publish(earlier, "fedcba9876543210"));

    assertThat(line).startsWith("The as-of 2011-12-09T00:00:00Z is before 2011-12-10T00:00:00Z, ");
    assertThat(staging).doesNotExist();
    assertThat(fingerprint(later.store())).isEqualTo("0123456789abcdef");
  }

  private static FilterFunction<Row> struck() {
    return row -> {
      STRIKING.get().run();
      return true;
    };
  }

  private void publish(Project project, String fingerprint) {
    var console = new Console(System.out, System.err, Console.Look.JSON);
    new StorePublisher(project, fingerprint, Map.of(), Map.of(), OlderAsOf.REFUSE)
        .publish(Map.of(LIST, entries.filter(struck())), console);
  }

  /** The one line that the command line would say, and nothing else. */
  private static String told(ExitCode code, ThrowingCallable work) {
    var said = new StringWriter();
    assertThat(Failures.tell(catchThrowable(work), new PrintWriter(said))).isEqualTo(code);
    assertThat(said.toString().lines()).hasSize(1);
    return said.toString();
  }

  private static String fingerprint(ServingStore store) {
    try (ServingReader reader = store.reader()) {
      return reader.manifest().fingerprint();
    }
  }

  private void publish(ServingStore store, String fingerprint) throws InterruptedException {
    var staging = new HadoopStaging(folder.resolve("staging").toString());
    try (Loading loading = begun(store, staging)) {
      var writers = new StruckMidway(loading.writers());
      loading.publish(release(fingerprint, StagedEntries.write(entries, 3, writers)));
    }
  }

  /** A server may take a moment to see that the session is gone which holds its lock. */
  private static Loading begun(ServingStore store, HadoopStaging staging)
      throws InterruptedException {
    var publisher = store.publisher(new Retention(3, Duration.ZERO), CLOCK);
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return publisher.begin(staging, Optional.empty());
      } catch (StoreLocked gone) {
        Thread.sleep(50);
      }
    }
    return publisher.begin(staging, Optional.empty());
  }

  private static Release release(String fingerprint, List<Receipt> receipts) {
    return new Release(
        "shop",
        ZoneOffset.UTC,
        fingerprint,
        CLOCK.instant(),
        Set.of(LIST),
        receipts,
        Map.of(),
        Map.of(),
        OlderAsOf.REFUSE);
  }
}
