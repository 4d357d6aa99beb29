package org.alsolike.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.store.RedisUnderTest;
import org.alsolike.serving.store.StoreUnderTest;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Recommendations;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Spark's tasks write into each store for real. */
@SparkTest
class EveryStoreTest {

  private static final Part LIST = Part.list("for_you");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2011-12-10T06:30:00Z"), ZoneOffset.UTC);

  /** Loads that failed after they were done; tasks of a test run in its own JVM. */
  private static final AtomicInteger FAILED = new AtomicInteger();

  @TempDir Path folder;

  private Dataset<Row> entries;

  @BeforeEach
  void makeLists(SparkSession spark) {
    entries =
        StoreEntries.of(
            new Recommendations(
                "for_you",
                spark
                    .range(50)
                    .selectExpr(
                        "concat('customer-', id) as customer_id",
                        "1L as rank",
                        "'cup' as item_id",
                        "cast(0.25 as double) as score",
                        "'als' as tier")));
  }

  /** The store has the partition, but Spark does not hear of it, and runs the task again. */
  private record FailingAfterALoad(PartitionWriters writers) implements PartitionWriters {

    @Override
    public PartitionWriter attempt(long number) {
      return (partition, sorted) -> {
        Receipt receipt = writers.attempt(number).write(partition, sorted);
        if (TaskContext.get().attemptNumber() == 0 && !receipt.isEmpty()) {
          FAILED.incrementAndGet();
          throw new IllegalStateException("executor lost after its load");
        }
        return receipt;
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> aTaskThatFailsAfterItsLoadAndRunsAgainLeavesEachRowOnce() {
    return StoreUnderTest.ofEveryKind(folder)
        .map(tested -> DynamicTest.dynamicTest(tested.toString(), () -> runsAgain(tested)));
  }

  private void runsAgain(StoreUnderTest tested) throws Exception {
    var staging = new HadoopStaging(folder.resolve("staging").toString());
    FAILED.set(0);
    try (Loading loading =
        tested
            .store()
            .publisher(new Retention(3, Duration.ZERO), CLOCK)
            .begin(staging, Optional.empty())) {
      var failing = new FailingAfterALoad(loading.writers());

      List<Receipt> receipts = StagedEntries.write(entries, 3, failing);

      assertThat(FAILED).hasValueGreaterThan(1);
      loading.publish(release(receipts));
    }

    assertThat(tested.rows(1)).isEqualTo(50);
    try (ServingReader reader = tested.store().reader()) {
      assertThat(reader.manifest().entries(LIST)).isEqualTo(50);
      assertThat(reader.forCustomer("for_you", "customer-49").items()).hasSize(1);
    }
  }

  private static Release release(List<Receipt> receipts) {
    return new Release(
        "shop",
        ZoneOffset.UTC,
        "fingerprint",
        CLOCK.instant(),
        Set.of(LIST),
        receipts,
        Map.of(),
        Map.of(),
        Release.OlderAsOf.REFUSE);
  }

  @Test
  void aProjectPublishesToTheStoreThatItNames() {
    RedisUnderTest tested = RedisUnderTest.fresh();
    Project project = new Project(folder, settings(tested), LocalDate.of(2011, 12, 10), CLOCK);

    var console = new Console(System.out, System.err, Console.Look.JSON);
    new StorePublisher(project, "0123456789abcdef0123", Map.of(), Map.of(), OlderAsOf.REFUSE)
        .publish(Map.of(LIST, entries), console);

    assertThat(Stores.served(project).orElseThrow().entries(LIST)).isEqualTo(50);
    assertThat(tested.rows(1)).isEqualTo(50);
    assertThat(project.shownStore()).startsWith("redis://127.0.0.1:").endsWith("password none");
    assertThat(Files.exists(folder.resolve("serving"))).isFalse();
  }

  private static Settings settings(RedisUnderTest tested) {
    return Settings.parse(
        "alsolike.yaml",
        """
        project: shop
        timezone: Europe/London
        workspace: workspace
        sources:
          transactions:
            path: sales.csv
            columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
        serving:
          store: { kind: redis, url: "%s", prefix: "%s" }
        """
            .formatted(tested.store().url(), tested.store().prefix().orElseThrow()));
  }
}
