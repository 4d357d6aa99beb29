package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a clone whose path has a blank and a quote, with a build that is done already.
 */
class LauncherTest {

  static final String HELLO =
      """
      project: small-shop
      timezone: Europe/London
      as_of: 2011-12-10
      workspace: workspace
      sources:
        transactions:
          path: sales.csv
          columns:
            order_id: order
            item_id: item
            occurred_at: at
            quantity: quantity
            unit_price: price
      """;

  @TempDir private Path temp;
  private Path clone;

  @BeforeEach
  void cloneWithItsBuild() throws IOException {
    clone = Files.createDirectories(temp.resolve("a new shop's clone"));
    Files.copy(Path.of("..", "alsolike"), clone.resolve("alsolike"));
    Files.createDirectories(clone.resolve("target/dist/jars"));
    Path lib = Files.createDirectories(clone.resolve("target/dist/lib"));
    jarThatNamesTheClassPath(lib.resolve("alsolike-benchmarks.jar"));
  }

  @Test
  void runsFromAFolderWithABlank() throws Exception {
    Path shop = Files.createDirectories(clone.resolve("examples/my first shop"));
    Files.writeString(shop.resolve("alsolike.yaml"), HELLO);

    Ended status = launch(Map.of(), "status", "-c", "examples/my first shop/alsolike.yaml");

    assertThat(status.err()).isEmpty();
    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).startsWith("Serving   nothing yet; ");
  }

  @Test
  void handsOnExitCodesAndOneLine() throws Exception {
    Ended refused = launch(Map.of(), "run", "-c", "no such shop.yaml");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errors())
        .containsExactly(
            "no such shop.yaml: there is no such file; name the configuration with -c FILE");
  }

  @Test
  void saysWhichJdkItNeedsWhereThereIsNone() throws Exception {
    Path tools = Files.createDirectories(temp.resolve("bin"));
    for (String tool : List.of("dirname", "sed", "head", "readlink", "find")) {
      Files.createSymbolicLink(tools.resolve(tool), whereIs(tool));
    }
    Path elsewhere = Files.createDirectories(temp.resolve("nothing here"));
    String script =
        Files.readString(clone.resolve("alsolike")).replace("/usr/lib/jvm/*", "" + elsewhere);
    Files.writeString(clone.resolve("alsolike"), script.replace("/opt/java/*", ""));

    Ended refused =
        launch(
            Map.of("PATH", tools.toString(), "HOME", elsewhere.toString(), "JAVA_HOME", ""),
            "status");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "alsolike: needs a JDK 17 or 21, but none was found;"
                + " install one or point JAVA_HOME to it.\n");
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(whereIs("bash").toString()));
    command.add(clone.resolve("alsolike").toString());
    command.addAll(List.of(arguments));
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    var builder = new ProcessBuilder(command).directory(clone.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static Path whereIs(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** A jar without classes: its manifest names the jars and folders of this test. */
  private static void jarThatNamesTheClassPath(Path jar) throws IOException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .filter(entry -> !entry.contains("test-classes"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
  }
}
