package org.alsolike.jobs;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.alsolike.jobs.SmallShop.SALES;
import static org.alsolike.jobs.SmallShop.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stops a run is one line that says where, what was found and what to do. */
class FailureTest {

  /** One folder for all, so that one process may stand in it. */
  @TempDir private static Path folder;

  private static WarmCommandLine commandLine;

  private ShopProject project;

  @BeforeAll
  static void startTheCommandLine(@TempDir Path scratch) {
    commandLine = WarmCommandLine.of(CommandLineProcess.in(folder), scratch);
  }

  @AfterAll
  static void endTheCommandLine() {
    commandLine.close();
  }

  @BeforeEach
  void aSmallShop() throws IOException {
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
    project = new ShopProject(folder);
    ShopProject.write(project.config(), YAML);
    ShopProject.write(folder.resolve("sales.csv"), SALES);
  }

  @Test
  void aWrongKeyIsNamedWithItsLineAndTheRightOne() {
    project.edit("quantity: quantity", "quantitty: quantity");

    stops(
        2,
        "alsolike.yaml:13: unknown key \"sources.transactions.columns.quantitty\";"
            + " did you mean \"quantity\"?",
        "run");
  }

  @Test
  void aWrongDateIsNamedWithWhatIsExpected() {
    stops(
        2,
        "alsolike: Invalid value for option '--as-of':"
            + " must be a date such as 2011-11-09, but is \"2011-13-40\"",
        "run",
        "--as-of",
        "2011-13-40");
    project.edit("as_of: 2011-12-10", "as_of: yesterday");
    stops(
        2, "alsolike.yaml:3: as_of must be a date such as 2011-11-09, but is \"yesterday\"", "run");
  }

  @Test
  void aMissingConfigurationIsNamed() {
    stops(
        2,
        "shop.yaml: there is no such file; name the configuration with -c FILE",
        "run",
        "-c",
        "shop.yaml");
  }

  @Test
  void aMissingFileIsNamedWithItsKey() throws IOException {
    Files.delete(folder.resolve("sales.csv"));

    stops(
        3,
        "sales.csv: no such file; looked in %s. Set sources.transactions.path."
            .formatted(folder.toRealPath()),
        "run");
  }

  @Test
  void aMissingColumnIsNamedWithThoseThatAreThere() {
    ShopProject.write(folder.resolve("sales.csv"), SALES.replace(",at,", ",when,"));

    stops(
        3,
        "sales.csv: column \"at\" is missing; the file has order, item, customer, when, quantity,"
            + " price. Set sources.transactions.columns.occurred_at.",
        "validate");
  }

  @Test
  void aTruncatedGzipIsNamed() throws IOException {
    project.edit("path: sales.csv", "path: sales.csv.gz");
    byte[] whole = gzip(SALES.repeat(500));
    Files.write(folder.resolve("sales.csv.gz"), Arrays.copyOf(whole, whole.length / 2));

    stops(
        3, "sales.csv.gz: the file ends too early (a truncated gzip?); copy it again", "validate");
  }

  @Test
  void utf16IsNamed() throws IOException {
    Files.write(folder.resolve("sales.csv"), ("\uFEFF" + SALES).getBytes(UTF_16LE));

    stops(3, "sales.csv: the file is UTF-16 or binary; save it as UTF-8 and try again", "validate");
  }

  @Test
  void tooManyBrokenRowsAreCounted() {
    ShopProject.write(folder.resolve("sales.csv"), SALES.replace("2.50", "2,50"));

    Ended ended = commandLine.run("validate");

    assertThat(ended.exitCode()).isEqualTo(3);
    Pattern line =
        Pattern.compile(
            "transactions: 66.67 % of 3 rows are broken \\(2 unreadable_line\\), allowed are 1.00 %;"
                + " look at the rows with a reason in (\\S+), then mend the source or set"
                + " sources.max_broken");
    Matcher said = line.matcher(ended.errors().get(0));
    assertThat(said.matches()).as(ended.err()).isTrue();
    assertThat(folder.resolve(said.group(1))).isDirectoryRecursivelyContaining("glob:**.parquet");
    assertThat(project.record().get("status").textValue()).isEqualTo("failed");
    assertThat(project.record().get("metrics").get("events.rejected").intValue()).isEqualTo(2);
  }

  @Test
  void aConditionOfASourceThatDoesNotResolveIsNamed() {
    String columns = "    columns:\n      order_id";
    project.edit(columns, "    reject: { free: \"unit_prise <= 0\" }\n" + columns);

    stopsSaying(
        2,
        "sources.transactions.reject.free: unknown column \"unit_prise\"; did you mean \"unit_price\"?: unit_prise <= 0;",
        "validate");
  }

  @Test
  void anExpressionThatDoesNotParseIsNamed() {
    project.edit("quantity: quantity", "quantity: \"cast(quantity as\"");

    stopsSaying(
        2,
        "sources.transactions.columns.quantity: does not parse: cast(quantity as; expected",
        "validate");
  }

  @Test
  void aShopWhoseSalesAllLieInTheWindowIsToldSo() {
    ShopProject.write(folder.resolve("sales.csv"), SALES.replace("2011-11-0", "2011-12-0"));

    Ended ended = commandLine.run("run", "--master", "local[1]");

    assertThat(ended.errors())
        .singleElement()
        .asString()
        .contains("nothing")
        .contains("2011-11-09");
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void aGateThatNoModelCanPassIsNamedBeforeAnythingIsComputed() {
    ShopProject.write(project.config(), YAML + "gates: { baseline: cheapest }\n");
    stops(
        2,
        "gates.baseline must be a model that is judged (blend, own-history, popularity,"
            + " item-neighbours, als), but is cheapest; add it to evaluation.baselines, or name"
            + " another",
        "run");
    ShopProject.write(project.config(), YAML + "evaluation: { k: [5] }\n");
    stops(2, "alsolike.yaml:1: gates.k must be one of evaluation.k [5], but is 10", "run");
  }

  @Test
  void aConditionThatDoesNotResolveIsNamed() {
    ShopProject.write(
        project.config(),
        YAML
            + """
            recommendations:
              rules: [{ name: old, kind: exclude, items: "days_since_last_sail > 180" }]
            """);

    Ended ended = project.commandLine().run("run", "--master", "local[1]");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors())
        .singleElement()
        .asString()
        .startsWith("recommendations.rules.old.items: ")
        .contains("days_since_last_sale");
  }

  @Test
  void theHolderOfTheLockIsNamed() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T09:14:00Z"), ZoneOffset.UTC);
    try (RunLock lock =
        RunLock.take(project.workspace().lockFile(), clock, ZoneId.of("Europe/London"))) {
      lock.step("train");
      String holder =
          "process %d, started 09:14, step train".formatted(ProcessHandle.current().pid());

      stops(
          75,
          "Another run holds the lock: %s. Try again later (exit 75).".formatted(holder),
          "run");
      assertThat(commandLine.run("status").out()).contains("Running   " + holder + "\n");
    }
  }

  @Test
  void anInterruptIsOneLineAndTheNextRunGoesOn() throws Exception {
    Path holder = folder.resolve(Path.of("workspace", "lock.holder"));
    Started run = project.commandLine().start("run", "--master", "local[1]");
    run.await(holder, "validate");
    run.process().destroy(); // SIGTERM; Ctrl-C takes the same way

    Ended interrupted = run.end();

    assertThat(interrupted.exitCode()).isEqualTo(143);
    assertThat(interrupted.errors())
        .containsExactly(
            "Interrupted. What is served stays served; the same command goes on from here.");
    assertThat(commandLine.run("status").out())
        .contains("Running   nothing\n")
        .contains(": interrupted; the next run goes on (");

    Ended next = commandLine.run("features", "--master", "local[1]");

    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.errors()).isEmpty();
    assertThat(next.out())
        .contains("  validate   3 rows read: 3 purchases, 0 returns, 0 rejected")
        .contains("  features   2 customers x ", ", 2 items x ", ", 3 affinities")
        .doesNotContain("  train ");
    assertThat(project.record().get("status").textValue()).isEqualTo("done");
    assertThat(project.record().has("published")).isFalse();
  }

  @Test
  void aStoreThatIsDownIsSaidBeforeAnythingIsComputed() {
    for (String store :
        List.of(
            "{ kind: postgresql, url: \"jdbc:postgresql://127.0.0.1:1/shop\" }",
            "{ kind: redis, url: \"redis://127.0.0.1:1\" }")) {
      ShopProject.write(project.config(), YAML + "serving:\n  store: " + store + "\n");
      long started = System.nanoTime();

      Ended ended = commandLine.run("run");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
      assertThat(ended.errors()).singleElement().asString().contains("://127.0.0.1:1");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
      assertThat(Files.exists(folder.resolve(Path.of("workspace", "runs")))).isFalse();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsSaidBeforeAnythingIsComputedAndTheNextRunGoesOn() throws IOException {
    Path note = Files.createDirectory(folder.resolve("workspace")).resolve("lock.holder");
    Files.createSymbolicLink(note, Path.of("/dev/full"));

    stopsSaying(
        5,
        note + ": cannot be written: No space left on device; expected a folder with room",
        "validate");

    assertThat(folder.resolve("workspace/runs")).doesNotExist();
    Files.delete(note);
    assertThat(commandLine.run("validate", "--master", "local[1]").errors()).isEmpty();
  }

  @Test
  void aVersionOfANewerAlsoLikeIsNotReplaced() throws IOException {
    Shop shop = new Shop(folder, 3);
    shop.publish(1);
    Path manifest = shop.layout().manifest(1);
    Files.writeString(manifest, "{\"format\":99}");

    stopsSaying(5, manifest + " has format 99, and this reader knows formats up to 1;", "run");

    assertThat(folder.resolve("workspace/runs")).doesNotExist();
    assertThat(Pointer.read(shop.layout()).orElseThrow().version()).isEqualTo(1);
    assertThat(manifest).hasContent("{\"format\":99}");
  }

  @Test
  void whatIsNoVerbIsNamed() {
    stops(2, "alsolike: Unmatched argument at index 0: 'runn'", "runn");
    stops(2, "alsolike: say what to do, such as: alsolike quickstart; see alsolike --help");
  }

  private void stopsSaying(int exitCode, String begin, String... arguments) {
    Ended ended = commandLine.run(arguments);

    assertThat(ended.errors()).singleElement().asString().startsWith(begin);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
  }

  private void stops(int exitCode, String message, String... arguments) {
    Ended ended = commandLine.run(arguments);

    assertThat(ended.errors()).containsExactly(message);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(Files.exists(folder.resolve("serving"))).isFalse();
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
