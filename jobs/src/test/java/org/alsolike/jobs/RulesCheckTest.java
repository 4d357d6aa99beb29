package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person learns about rules before they are published. */
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
}
