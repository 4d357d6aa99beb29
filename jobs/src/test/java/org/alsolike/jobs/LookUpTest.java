package org.alsolike.jobs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    assertThat(firstLine(shown))
        .isEqualTo(inATable(firstPlace("for_you", "customer_id", list.getKey())));
  }

  @Test
  void givesMachinesTheWholeList() {
    Map.Entry<String, List<String>> list = anyList("for_you", "customer_id");

    Ended shown = project.commandLine().run("show", "customer", list.getKey(), "--json");

    JsonNode page = ShopProject.json(shown.out());
    assertThat(page.get("version").intValue()).isEqualTo(1);
    assertThat(page.get("known").booleanValue()).isTrue();
    assertThat(page.get("for_you").findValuesAsText("item")).isEqualTo(list.getValue());
    assertThat(page.get("next_basket").findValuesAsText("item"))
        .isEqualTo(Exports.of(project).lists("next_basket", "customer_id").get(list.getKey()));
    assertThat(page.get("scores").get("buys_30d").get("percentile").intValue()).isBetween(1, 100);
    assertThat(described(page.get("for_you").get(0)))
        .isEqualTo(firstPlace("for_you", "customer_id", list.getKey()));
  }

  @Test
  void showsAnItemWithWhatGoesWithIt() {
    Map.Entry<String, List<String>> list = anyList("also_like", "item_id");

    Ended shown = project.commandLine().run("show", "item", list.getKey());
    Ended json = project.commandLine().run("show", "item", list.getKey(), "--json");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .startsWith("Item %s · ".formatted(list.getKey()))
        .contains(" · version 1\n")
        .contains("You may also like\n  1  " + list.getValue().get(0));
    JsonNode page = ShopProject.json(json.out());
    assertThat(page.get("version").intValue()).isEqualTo(1);
    JsonNode alsoLike = page.get("also_like");
    assertThat(alsoLike.findValuesAsText("item")).isEqualTo(list.getValue());
    String first = firstPlace("also_like", "item_id", list.getKey());
    assertThat(firstLine(shown)).isEqualTo(inATable(first));
    assertThat(described(alsoLike.get(0))).isEqualTo(first);
  }

  /** Item, title, score and tier, of the exports and of the shop's own file. */
  private String firstPlace(String list, String id, String ofId) {
    String[] place = Exports.of(project).places(list, id).get(ofId).get(0).split(" ");
    String score = new BigDecimal(place[1]).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    return "%s | %s | %s | %s".formatted(place[0], title(place[0]), score, place[2]);
  }

  /** What most lines of the file call the item; notes of the warehouse are in small letters. */
  private String title(String item) {
    Map<String, Long> titles =
        SliceOfOnlineRetail.rows(project).stream()
            .filter(row -> row.get("StockCode").equalsIgnoreCase(item))
            .map(row -> row.get("Description").strip())
            .filter(title -> !title.equals(title.toLowerCase(Locale.ROOT)))
            .collect(groupingBy(title -> title, TreeMap::new, counting()));
    long most = Collections.max(titles.values());
    return titles.keySet().stream().filter(t -> titles.get(t) == most).findFirst().orElseThrow();
  }

  private static String described(JsonNode place) {
    return "%s | %s | %s | %s"
        .formatted(
            place.get("item").textValue(),
            place.get("title").textValue(),
            place.get("score").textValue(),
            place.get("tier").textValue());
  }

  /** The line of the first place, by the columns of the table. */
  private static String firstLine(Ended shown) {
    String line = shown.out().lines().filter(l -> l.startsWith("  1  ")).findFirst().orElseThrow();
    return "%s | %s | %s | %s"
        .formatted(
            line.substring(5, 17).strip(),
            line.substring(18, 52).strip(),
            line.substring(53, 65).strip(),
            line.substring(67));
  }

  /** A table has room for 34 characters of a title. */
  private static String inATable(String place) {
    String[] columns = place.split(" [|] ");
    String title = columns[1];
    columns[1] = title.length() > 34 ? title.substring(0, 33) + "…" : title;
    return String.join(" | ", columns);
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
