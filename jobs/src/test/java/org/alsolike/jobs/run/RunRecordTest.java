package org.alsolike.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

  record Figure(String name, Optional<Double> value) {}

  @TempDir private Path folder;
  private RunRecord record;

  @BeforeEach
  void aRunThatBegins() {
    record = new RunRecord(folder, "2011-12-10T00:00:00Z", "f00d", Map.of("java", "17"));
  }

  @Test
  void canBeReadFromTheStart() throws IOException {
    assertThat(read().get("status").textValue()).isEqualTo("running");
    assertThat(read().get("run_id").textValue()).isEqualTo(folder.getFileName().toString());
  }

  @Test
  void takesRecordsWithValuesThatMayBeMissing() throws IOException {
    record.note(
        "figures",
        List.of(new Figure("known", Optional.of(0.5)), new Figure("unknown", Optional.empty())));
    record.finish("done");

    JsonNode figures = read().get("figures");
    assertThat(figures.get(0).get("value").doubleValue()).isEqualTo(0.5);
    assertThat(figures.get(1).get("value").isNull()).isTrue();
  }

  @Test
  void keepsMetricsFlat() throws IOException {
    record.metric("events.read", 3);
    record.metric("eval.first.als.ndcg@10", 0.25);
    record.finish("done");

    assertThat(read().get("metrics").toString())
        .isEqualTo("{\"events.read\":3,\"eval.first.als.ndcg@10\":0.25}");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesThePlaceOnAFullDisk() throws IOException {
    Path fresh = Files.createSymbolicLink(folder.resolve("run.json.tmp"), Path.of("/dev/full"));

    assertThatThrownBy(() -> record.finish("done"))
        .isInstanceOf(Stopped.class)
        .hasMessage(
            fresh + ": cannot be written: No space left on device; expected a folder with room")
        .extracting(failure -> ((Stopped) failure).code())
        .isEqualTo(ExitCode.STORE_UNAVAILABLE);
    assertThat(read().get("status").textValue()).as("the record before").isEqualTo("running");
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run.json").toFile());
  }
}
