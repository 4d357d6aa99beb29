package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.RunRecord;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {

  @TempDir private Path folder;

  @Test
  void recordsAStepAsFailedWhateverSparkThrows() throws Exception {
    var failures = List.of(new IllegalStateException(), new SparkException("x"), new Error());
    var record = new RunRecord(folder, "2011-12-10T00:00:00Z", "f00d", Map.of());
    var console = new Console(System.out, System.err, Console.Look.JSON);
    try (RunLock lock = RunLock.take(folder.resolve("lock"), Clock.systemUTC(), ZoneOffset.UTC)) {
      for (Throwable failure : failures) {
        assertThatThrownBy(
                () -> new Steps(lock, record, console).run("score", StagesTest.failing(failure)))
            .isSameAs(failure);
      }
    }

    JsonNode steps = new ObjectMapper().readTree(folder.resolve("run.json").toFile()).get("steps");
    assertThat(steps).hasSize(failures.size());
    assertThat(steps)
        .allSatisfy(step -> assertThat(step.get("status").textValue()).isEqualTo("failed"));
  }
}
