package org.alsolike.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FaultBenchmarkTest {

  @TempDir private Path folder;

  @Test
  void killsPublishersAndCountsNothingThatMustNotBe() throws Exception {
    int code =
        new CommandLine(new FaultBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("--kills", "2", "--folder", folder.toString());

    assertThat(code).isZero();
    assertThat(folder).isEmptyDirectory();
  }
}
