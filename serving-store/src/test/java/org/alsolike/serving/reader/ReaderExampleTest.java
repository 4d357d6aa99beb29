package org.alsolike.serving.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.serving.ChildProcess;
import org.alsolike.serving.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderExampleTest {

  private static final List<String> ALL_A_READER_NEEDS =
      List.of("jackson-core-", "rocksdbjni-", "classes");

  @TempDir Path folder;

  @Test
  void runsWithTwoJarsAndOurs() throws Exception {
    var shop = Shop.in(folder);
    shop.publish(1);

    assertThat(run(shop, "c00007"))
        .isEqualTo(
            """
            for customer c00007, version 1
            item-7 untitled 1.000000 als
            buys_30d Score[probability=0.500000, percentile=50, reasons=[edition 1]]
            """);
    assertThat(run(shop, "unheard-of"))
        .isEqualTo(
            """
            popular, version 1
            tea TEA 1 1.000000 popular
            """);
  }

  @Test
  void isTenLinesLongAndWhatTheReadmeShows() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/org/alsolike/serving/reader/ReaderExample.java"));
    String snippet =
        source.split("// README\n")[1].split(" *// README end")[0].stripTrailing().stripIndent();

    assertThat(snippet.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```java\n" + snippet + "\n```\n");
  }

  private String run(Shop shop, String customer) throws Exception {
    var child =
        new ChildProcess(folder).start(classPath(), ReaderExample.class, shop.store(), customer);
    String output = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(output).isZero();
    return output.replace(System.lineSeparator(), "\n");
  }

  private static String classPath() {
    return Stream.of(ChildProcess.CLASS_PATH.split(File.pathSeparator))
        .filter(
            path ->
                ALL_A_READER_NEEDS.stream()
                    .anyMatch(Path.of(path).getFileName().toString()::contains))
        .collect(joining(File.pathSeparator));
  }
}
