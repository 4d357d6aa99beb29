package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person or a script sees who asks about what is served. */
@ExtendWith(FirstRun.Shared.class)
class LookUpTest {

  private final ShopProject project;

  LookUpTest(FirstRun first) {
    this.project = first.project();
  }

  @Test
  void showsACustomerWithTitlesAndScores() {
    Map.Entry<String, List<String>> list = anyList("for_you", "customer_id");

    Ended shown = project.commandLine().run("show", "customer", list.getKey());

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out().lines())
        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(101))
        .contains("You may also like (for customer %s)".formatted(list.getKey()), "Next basket")
        .anySatisfy(line -> assertThat(line).contains(list.getValue().get(0)).contains("  1  "))
        .anySatisfy(line -> assertThat(line).matches("buys_30d: \\d+ % \\(more likely than .*"));
    assertThat(shown.out())
        .startsWith("Customer %s · ".formatted(list.getKey()))
        .contains(" · version 1\n")
        .contains("Next basket\n  1  ");
  }

  @Test
  void givesMachinesTheWholeList() {
    Map.Entry<String, List<String>> list = anyList("for_you", "customer_id");

    Ended shown = project.commandLine().run("show", "customer", list.getKey(), "--json");

    JsonNode page = ShopProject.json(shown.out());
    assertThat(page.get("known").booleanValue()).isTrue();
    assertThat(page.get("for_you").findValuesAsText("item")).isEqualTo(list.getValue());
    assertThat(page.get("next_basket").findValuesAsText("item"))
        .isEqualTo(Exports.of(project).lists("next_basket", "customer_id").get(list.getKey()));
    assertThat(page.get("scores").get("buys_30d").get("percentile").intValue()).isBetween(1, 100);
  }

  @Test
  void showsAnItemWithWhatGoesWithIt() {
    Map.Entry<String, List<String>> list = anyList("also_like", "item_id");

    Ended shown = project.commandLine().run("show", "item", list.getKey());
    Ended json = project.commandLine().run("show", "item", list.getKey(), "--json");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .startsWith("Item %s · ".formatted(list.getKey()))
        .contains("You may also like\n  1  " + list.getValue().get(0));
    assertThat(ShopProject.json(json.out()).get("also_like").findValuesAsText("item"))
        .isEqualTo(list.getValue());
  }

  @Test
  void givesAnUnknownCustomerWhatIsPopularAndSaysSo() {
    Ended shown = project.commandLine().run("show", "customer", "nobody");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .startsWith(
            "Customer nobody · unknown here · version 1\n\nYou may also like (popular)\n  1  ");
  }

  @Test
  void tellsWhatIsServedAndHowTheLastRunEnded() {
    Ended status = project.commandLine().run("status");

    assertThat(status.exitCode()).isZero();
    assertThat(status.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Serving   version 1, as of 2011-12-10, "),
            line -> assertThat(line).isEqualTo("Running   nothing"),
            line ->
                assertThat(line)
                    .isEqualTo("Last run  2011-12-10-1: done (workspace/runs/2011-12-10-1)"));
  }

  @Test
  void answersMachinesInJsonWhateverTheVerb() {
    for (String verb : new String[] {"status", "versions"}) {
      Ended ended = project.commandLine().run(verb, "--json");

      assertThat(ended.exitCode()).as(verb).isZero();
      assertThat(ShopProject.json(ended.out()).size()).as(verb).isPositive();
    }
  }

  @Test
  void saysInOneLineThatNothingIsServedYet(@TempDir Path folder) {
    ShopProject empty = SliceOfOnlineRetail.in(folder);

    Ended shown = empty.commandLine().run("show", "customer", "12347");
    Ended status = empty.commandLine().run("status");

    assertThat(shown.exitCode()).isEqualTo(5);
    assertThat(shown.errors()).hasSize(1);
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .isEqualTo(
            """
            Serving   nothing yet; alsolike run publishes the first version
            Running   nothing
            Last run  none
            """);
  }

  private Map.Entry<String, List<String>> anyList(String name, String id) {
    return Exports.of(project).lists(name, id).entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .orElseThrow();
  }
}
