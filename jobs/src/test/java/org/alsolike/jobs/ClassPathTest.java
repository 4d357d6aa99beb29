package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the distribution is filled from. */
class ClassPathTest {

  @Test
  void holdsNoSecondScala() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();

    assertThat(jars).anyMatch(jar -> jar.startsWith("scala-library-2.13."));
    assertThat(jars).noneMatch(jar -> jar.matches("scala-.*-2[.]12[.].*"));
    // Tribuo asks for this one by its old name; it is Java with native code.
    assertThat(jars.stream().filter(jar -> jar.contains("_2.12")))
        .allMatch(jar -> jar.startsWith("xgboost4j_2.12-"));
  }
}
