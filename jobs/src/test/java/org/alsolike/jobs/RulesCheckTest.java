package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person learns about rules before they are published. */
@Order(4)
@ExtendWith(FirstRun.Shared.class)
class RulesCheckTest {

  private static final String LAST_RULE =
      "{ name: not_sold_lately, kind: exclude, items: \"days_since_last_sale > 180\" }\n";

  @Test
  void tellsWhichRulesNeverFireContradictOthersOrEmptyLists(FirstRun first, @TempDir Path folder) {
    String customer =
        Exports.of(first.project()).lists("for_you", "customer_id").keySet().stream()
            .sorted()
            .findFirst()
            .orElseThrow();
    ShopProject project =
        first
            .project()
            .copiedTo(folder)
            .edit(
                LAST_RULE,
                LAST_RULE
                    + """
                        - { name: typo, kind: exclude, items: "item_id = 'no such item'" }
                        - { name: old_first, kind: pin, items: "days_since_last_sale > 180" }
                        - name: nothing
                          kind: exclude
                          customers: "customer_id = '%s'"
                          lists: [for_you]
                    """
                        .formatted(customer));

    Ended checked = first.run(project, "rules", "check", "--json", "--master", "local[1]");

    assertThat(checked.exitCode()).as(checked.err()).isZero();
    JsonNode found = ShopProject.json(checked.out());
    long old =
        first.project().record().get("metrics").get("rules.not_sold_lately.items").longValue();
    assertThat(old).isPositive();
    assertThat(found.get("rules"))
        .extracting(rule -> rule.get("name").textValue() + " " + rule.get("fires"))
        .containsExactly("not_sold_lately true", "typo false", "old_first false", "nothing true");
    assertThat(found.get("contradictions"))
        .extracting(
            pair -> pair.get("rule").textValue() + " " + pair.get("other").textValue(),
            pair -> pair.get("items").longValue(),
            pair -> pair.get("lists").size())
        .containsExactly(tuple("old_first not_sold_lately", old, 4));
    assertThat(found.get("lists"))
        .extracting(list -> list.get("list").textValue())
        .containsExactly("for_you", "next_basket", "buy_again", "also_like");
    JsonNode forYou = found.get("lists").get(0);
    assertThat(forYou.get("emptied").longValue()).isEqualTo(1);
    assertThat(forYou.get("parts"))
        .extracting(part -> part.get("rule").textValue() + " " + part.get("emptied"))
        .contains("nothing 1");
    assertThat(project.served().version()).isEqualTo(1);
  }

  @Test
  void diffFindsServedPlacesThatBreakARuleOfTodayAndItsGatesRefuse(
      FirstRun first, @TempDir Path folder) throws IOException {
    Map<String, List<String>> served = Exports.of(first.project()).lists("for_you", "customer_id");
    String item = served.values().iterator().next().get(0);
    long places = served.values().stream().filter(items -> items.contains(item)).count();
    ShopProject project =
        first
            .project()
            .copiedTo(folder)
            .edit(
                LAST_RULE,
                LAST_RULE
                    + "    - { name: recalled, kind: exclude, items: \"item_id = '%s'\" }\n"
                        .formatted(item))
            .edit(
                "baseline: own-history",
                "baseline: own-history, max_loss: 1, changes: { max_changed: 0 }");

    Ended refused = first.run(project, "diff", "--master", "local[1]");

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
    assertThat(refused.errors())
        .singleElement()
        .asString()
        .startsWith("Gate refused: for_you: share of customers with other items is ")
        .contains(", allowed at most 0.000. Version 1 stays served.");
    JsonNode forYou =
        ShopProject.json(project.lastRun().resolve("diff.json")).get("lists").get("list/for_you");
    assertThat(forYou.get("brokenBefore").longValue()).isEqualTo(places).isPositive();
    assertThat(forYou.get("brokenNow").longValue()).isZero();

    damage(project);
    Ended unreadable = first.run(project, "diff", "--master", "local[1]");
    Ended published = first.run(project, "run", "--master", "local[2]");

    assertThat(unreadable.exitCode()).as(unreadable.err()).isEqualTo(5);
    assertThat(unreadable.errors()).hasSize(1);
    assertThat(published.exitCode()).as(published.err()).isZero();
    assertThat(published.out()).containsPattern("diff +not known: ");
    assertThat(project.served().version()).isEqualTo(2);
  }

  /** Flips the bits in the middle of the served version's largest table. */
  private static void damage(ShopProject project) throws IOException {
    Path database = project.folder().resolve(Path.of("serving", "versions", "1", "db"));
    try (Stream<Path> files = Files.list(database)) {
      Path table =
          files
              .filter(file -> file.toString().endsWith(".sst"))
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(table);
      for (int at = bytes.length / 2; at < bytes.length / 2 + 64; at++) {
        bytes[at] ^= (byte) 0xFF;
      }
      Files.write(table, bytes);
    }
  }
}
