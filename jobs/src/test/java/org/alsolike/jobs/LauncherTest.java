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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest(name = "of {0} takes {1}")
  @CsvSource({"21 17, 17", "17 21, 17", "25 17, 17", "21, 21", "25 21, 21", "11 21 25, 21"})
  void takesAJdk17AndElseA21(String installed, String taken) throws Exception {
    Ended launched = launchWhereOnlyTheseJdksAre(installed.split(" "));

    assertThat(launched.err()).isEmpty();
    assertThat(launched.out()).isEqualTo("JDK " + taken + "\n");
  }

  @ParameterizedTest(name = "where there is [{0}]")
  @ValueSource(strings = {"", "25", "11 25"})
  void saysWhichJdkItNeedsWhereThereIsNone(String installed) throws Exception {
    Ended refused = launchWhereOnlyTheseJdksAre(installed.split(" "));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "alsolike: needs a JDK 17 or 21, but none was found;"
                + " install one or point JAVA_HOME to it.\n");
  }

  @Test
  void buildsOnceAndSaysSo() throws Exception {
    Files.delete(clone.resolve("target/dist/lib/alsolike-benchmarks.jar"));
    script(
        tool("mvn"),
        "mkdir -p target/dist/lib && : >target/dist/lib/alsolike-benchmarks.jar && echo $* >>builds");

    Ended built = launchWhereOnlyTheseJdksAre("17");
    Ended again = launchWhereOnlyTheseJdksAre("17");

    assertThat(built.err())
        .matches(
            "Building AlsoLike once [(]about 2 minutes; the log is in target/build[.]log[)] [.]{3} "
                + "done in 0 min \\d+ s\n");
    assertThat(again.err()).isEmpty();
    assertThat(List.of(built.out(), again.out())).containsOnly("JDK 17\n");
    assertThat(clone.resolve("builds")).hasContent("-B -DskipTests package");
  }

  @Test
  void saysInOneLineThatABuildFailedOrNeedsMaven() throws Exception {
    Files.delete(clone.resolve("target/dist/lib/alsolike-benchmarks.jar"));

    Ended without = launchWhereOnlyTheseJdksAre("17");
    script(tool("mvn"), "echo '[ERROR] no room'; exit 1");
    Ended failed = launchWhereOnlyTheseJdksAre("17");

    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .isEqualTo(
            "alsolike: needs Maven for its first build, but mvn was not found; install it.\n");
    assertThat(failed.exitCode()).isEqualTo(70);
    assertThat(failed.err())
        .endsWith(
            " ... failed\n[ERROR] no room\nalsolike: the build failed; see target/build.log.\n");
  }

  /** JDKs that only say which one they are; those of this machine are not seen. */
  private Ended launchWhereOnlyTheseJdksAre(String... versions) throws Exception {
    for (String tool :
        List.of("dirname", "sed", "head", "readlink", "find", "mkdir", "rm", "grep", "uname")) {
      script(tool(tool), "exec '%s' \"$@\"".formatted(whereIs(tool)));
    }
    Path home = Files.createDirectories(temp.resolve("a home"));
    for (String version : versions) {
      if (!version.isEmpty()) {
        jdk(home.resolve(Path.of(".jdks", "jdk-" + version)), version);
      }
    }
    String script = Files.readString(clone.resolve("alsolike"));
    String nothing = temp.resolve("nothing").toString();
    for (String place : List.of("/usr/lib/jvm/*", "/opt/java/*")) {
      assertThat(script).containsAnyOf(place, nothing);
      script = script.replace(place, nothing);
    }
    Files.writeString(clone.resolve("alsolike"), script);
    return launch(
        Map.of("PATH", tool(".").toString(), "HOME", home.toString(), "JAVA_HOME", ""), "status");
  }

  private static void jdk(Path folder, String version) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + ".0.9\"\n");
    for (String tool : List.of("java", "javac")) {
      script(bin.resolve(tool), "echo 'JDK %s'".formatted(version));
    }
    script(bin.resolve("jar"), ":");
  }

  /** A place for a tool; of this machine's, only those that the launcher may use are found. */
  private Path tool(String name) throws IOException {
    return Files.createDirectories(temp.resolve("bin")).resolve(name);
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!%s\n%s\n".formatted(whereIs("bash"), line));
    assertThat(file.toFile().setExecutable(true)).isTrue();
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
