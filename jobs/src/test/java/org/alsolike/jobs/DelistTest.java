package org.alsolike.jobs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.DelistedItems;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.Stage;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.Pipeline;
import org.alsolike.jobs.steps.Pipeline.Allowed;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An item that is to be listed no more, at once. */
@Order(3)
@ExtendWith(FirstRun.Shared.class)
class DelistTest {

  @Test
  void takesAnItemOutOfWhatIsServedAndOfLaterRunsWithoutTraining(
      FirstRun first, @TempDir Path folder) {
    ShopProject project = first.project().copiedTo(folder);
    Map<String, List<String>> lists = Exports.of(project).lists("for_you", "customer_id");
    String item = mostListed(lists);
    String other =
        lists.keySet().stream().filter(c -> !lists.get(c).contains(item)).findAny().get();

    Ended delisted = first.run(project, "delist", item, "--json");

    assertThat(delisted.exitCode()).as(delisted.err()).isZero();
    JsonNode outcome = ShopProject.json(delisted.out());
    assertThat(outcome.get("version").longValue()).isEqualTo(2);
    assertThat(outcome.get("versions").toString()).isEqualTo("[1]");
    long holding = lists.values().stream().filter(list -> list.contains(item)).count();
    assertThat(outcome.get("entries").longValue()).isGreaterThan(holding);
    try (ServingReader reader = project.reader()) {
      for (String customer : lists.keySet()) {
        assertThat(reader.forCustomer("for_you", customer).items())
            .extracting(place -> place.item())
            .isEqualTo(lists.get(customer).stream().filter(id -> !id.equals(item)).toList());
      }
      assertThat(reader.item(item)).isEmpty();
      assertThat(reader.alsoLike(item)).isEmpty();
    }
    assertThat(first.run(project, "rollback").exitCode()).isEqualTo(4);

    Map<String, String> trained = project.files("workspace/snapshots/models");
    assertThat(trained).isNotEmpty();
    Ended run = first.run(project, "run", "--master", "local[2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(project.files("workspace/snapshots/models")).isEqualTo(trained);
    Map<String, List<String>> after = Exports.of(project).lists("for_you", "customer_id");
    assertThat(after.values()).noneMatch(list -> list.contains(item));
    assertThat(after.get(other)).isEqualTo(lists.get(other));
    assertThat(project.metric("rules.delisted_by_command.items")).isEqualTo(1);
  }

  private static String mostListed(Map<String, List<String>> lists) {
    return lists.values().stream()
        .flatMap(List::stream)
        .collect(groupingBy(id -> id, counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  @Test
  void whatIsUndoneMayBeListedAgain(FirstRun first, @TempDir Path folder) throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Path note = project.folder().resolve("workspace").resolve("delisted.json");
    assertThat(first.run(project, "delist", "no such item", "85123A").exitCode()).isZero();
    assertThat(ids(note)).containsExactly("85123A", "no such item");

    Ended undone = first.run(project, "delist", "--undo", "85123A");

    assertThat(undone.exitCode()).as(undone.err()).isZero();
    assertThat(undone.out())
        .contains("Still delisted: no such item. The next run may list the others again.");
    assertThat(ids(note)).containsExactly("no such item");
    Files.writeString(note, "[\"no such");
    assertThat(first.run(project, "status").errors())
        .singleElement()
        .asString()
        .contains("delisted.json: cannot be read");
  }

  @Test
  void aStoreThatFailsLeavesTheNoteAndTheSameCommandGoesOn(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    String item = mostListed(Exports.of(project).lists("for_you", "customer_id"));
    Path pointer = project.folder().resolve("serving").resolve("SERVED");
    String sound = ShopProject.text(pointer);
    Files.writeString(pointer, "{");

    Ended failed = first.run(project, "delist", item);

    assertThat(failed.exitCode()).as(failed.out()).isEqualTo(5);
    assertThat(failed.errors()).hasSize(1);
    assertThat(ids(project.folder().resolve("workspace/delisted.json"))).containsExactly(item);
    Files.writeString(pointer, sound);
    assertThat(first.run(project, "delist", item).out())
        .startsWith("Version 2 is served, where ")
        .contains("removed version 1");
  }

  @Test
  void aRunThatBeganBeforeDoesNotBringTheItemBack(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Project opened = project.opened();
    new DelistedItems(opened.workspace().delisted()).write(new TreeSet<>(Set.of("85123A")));
    Console console = new Console(System.out, System.err, Console.Look.PLAIN);

    assertThatThrownBy(
            () -> new Pipeline(opened, console, "local[1]", Allowed.NOTHING).upTo(Stage.PUBLISH))
        .isInstanceOf(Stopped.class)
        .hasMessageEndingWith("delisted.json changed while this command began. Run it again")
        .extracting(stopped -> ((Stopped) stopped).code())
        .isEqualTo(ExitCode.LOCKED);
    assertThat(project.opened().knowsWhatIsDelisted()).isTrue();
  }

  @Test
  void aNoteThatIsDamagedMeanwhileLeavesTheWorkspaceFree(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Project opened = project.opened();
    Files.writeString(opened.workspace().delisted(), "{");
    Console console = new Console(System.out, System.err, Console.Look.PLAIN);
    Pipeline pipeline = new Pipeline(opened, console, "local[1]", Allowed.NOTHING);

    assertThatThrownBy(() -> pipeline.upTo(Stage.PUBLISH)).hasMessageContaining("delisted.json");

    RunLock.take(opened.workspace().lockFile(), opened.clock(), opened.settings().timezone())
        .close();
  }

  private static List<String> ids(Path note) {
    List<String> ids = new ArrayList<>();
    ShopProject.json(note).forEach(id -> ids.add(id.textValue()));
    return ids;
  }

  @Test
  void asksForAnItem(FirstRun first) {
    assertThat(first.run(first.project(), "delist", " ").errors())
        .containsExactly("alsolike: ITEM must be an id, but is blank");
  }
}
