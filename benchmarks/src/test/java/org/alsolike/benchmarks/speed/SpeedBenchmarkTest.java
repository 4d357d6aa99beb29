package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SpeedBenchmarkTest {

  @Test
  void saysWhatItCanCompareBeforeItMakesData() {
    assertThat(refusal("--what", "topk,bread"))
        .startsWith("--what must be some of [als, ease, graph-filter, item-neighbours, ")
        .contains("but has bread");
  }

  @Test
  void wantsAtLeastOneRun() {
    assertThat(refusal("--runs", "0")).startsWith("--runs must be at least 1, but is 0");
  }

  private static String refusal(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new SpeedBenchmark()).setErr(new PrintWriter(err)).execute(arguments);
    assertThat(code).isEqualTo(2);
    return err.toString();
  }
}
