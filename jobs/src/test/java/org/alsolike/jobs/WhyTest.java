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

/** Why somebody is shown something, or is not. */
@ExtendWith(FirstRun.Shared.class)
class WhyTest {

  private static final int PLACE = 3;

  @Test
  void tellsOfEachListWhatItWasPublishedWith(FirstRun first, @TempDir Path folder) {
    Map<String, List<String>> forYou = Exports.of(first.project()).lists("for_you", "customer_id");
    Map<String, List<String>> basket =
        Exports.of(first.project()).lists("next_basket", "customer_id");
    String customer = forYou.keySet().stream().sorted().findFirst().orElseThrow();
    String item = forYou.get(customer).get(PLACE - 1);
    ShopProject project = first.project().copiedTo(folder);
    Path run = project.lastRun();

    Ended told = first.run(project, "why", customer, item, "--json", "--master", "local[1]");

    assertThat(told.exitCode()).as(told.err()).isZero();
    JsonNode why = ShopProject.json(told.out());
    assertThat(why.get("version").intValue()).isEqualTo(1);
    assertThat(why.get("known_customer").booleanValue()).isTrue();
    JsonNode listed = why.get("lists").get("for_you");
    assertThat(listed.get("rank").intValue()).isEqualTo(PLACE);
    assertThat(listed.get("recommenders"))
        .extracting(one -> one.get("recommender").textValue())
        .startsWith("blend")
        .isSubsetOf("blend", "item-neighbours", "popularity");
    assertThat(listed.get("recommenders").get(0).get("rank").intValue()).isEqualTo(PLACE);
    assertThat(why.get("lists").get("next_basket").path("rank").intValue())
        .isEqualTo(basket.get(customer).indexOf(item) + 1); // no rank reads as 0
    assertThat(why.get("lists").get("buy_again").get("because").textValue())
        .isEqualTo("never bought");
    assertThat(models(project)).as("trains nothing anew").isEqualTo(models(first.project()));
    assertThat(first.run(project, "status").out())
        .as("a question is no run")
        .contains("Last run  " + run.getFileName());
  }

  private static Map<String, String> models(ShopProject project) {
    Map<String, String> models = project.files("workspace/snapshots/models");
    models.replaceAll((name, modified) -> "");
    return models;
  }
}
