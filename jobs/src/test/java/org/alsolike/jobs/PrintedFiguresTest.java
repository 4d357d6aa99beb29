package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person reads who started a run: the figures of its record, in the shape of a page. */
@ExtendWith(FirstRun.Shared.class)
class PrintedFiguresTest {

  private final ShopProject project;
  private final String out;

  PrintedFiguresTest(FirstRun first) {
    project = first.project();
    out = first.ended().out();
  }

  @Test
  void printsEveryModelInOneTable() {
    for (String model : List.of("blend", "own-history", "popularity", "als")) {
      String row = " +%s +%s +%s +[-0-9].*";
      String wanted = row.formatted(model, shown("first", model), shown("all", model));
      assertThat(out.lines()).filteredOn(line -> line.matches(wanted)).as(wanted).hasSize(1);
    }
    Map.of("for_you", "first", "next_basket", "all", "buy_again", "all")
        .forEach(
            (list, task) ->
                assertThat(out)
                    .containsPattern("\n +%s +(- +)?%s ".formatted(list, shown(task, list))));
  }

  /** A value and its interval; a dash for a model that has no list for anybody. */
  private String shown(String task, String list) {
    String name = "eval.%s.%s.".formatted(task, list);
    return project.metric(name + "users_covered@10") == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.3f +%.3f [.][.] %.3f",
            project.metric(name + "ndcg@10"),
            project.metric(name + "ndcg@10.low"),
            project.metric(name + "ndcg@10.high"));
  }

  @Test
  void printsHowFarProbabilitiesCanBeTrusted() {
    JsonNode record = project.record();
    StringBuilder predicted = new StringBuilder("predicted");
    StringBuilder observed = new StringBuilder("observed");
    for (JsonNode decile : record.get("propensity.buys_30d.boosted-trees.reliability")) {
      predicted.append(percent(decile.get("predicted")));
      observed.append(percent(decile.get("observed")));
    }

    assertThat(words())
        .contains(" decile 1 2 ", " " + predicted + " ", " " + observed + " ")
        .contains(
            String.format(
                Locale.ROOT,
                "boosted-trees: AUC %.3f, calibration error %.3f, top decile ",
                project.metric("propensity.buys_30d.boosted-trees.auc"),
                project.metric("propensity.buys_30d.boosted-trees.ece")));
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, " %.0f%%", 100 * share.doubleValue());
  }

  @Test
  void printsWhatGatesDecidedAndWhoIsInASegment() {
    JsonNode record = project.record();
    JsonNode segment = record.get("segment.likely_and_valuable");

    assertThat(record.get("gates")).isNotEmpty();
    for (JsonNode gate : record.get("gates")) {
      assertThat(words()).contains(" yes " + gate.get("reason").textValue());
    }
    assertThat(words())
        .contains(
            String.format(
                Locale.ROOT,
                "segment likely_and_valuable: %d members, %.0f expected buyers, %d contactable (",
                segment.get("members").intValue(),
                segment.get("expected_buyers").doubleValue(),
                segment.get("contactable").intValue()));
    segment.get("excluded").properties().stream()
        .filter(reason -> reason.getValue().intValue() > 0)
        .forEach(
            reason ->
                assertThat(words())
                    .contains(reason.getValue() + " " + reason.getKey().replace('_', ' ')));
  }

  /** What was printed, with one blank where there were more, or a new line. */
  private String words() {
    return out.replaceAll("\\s+", " ");
  }
}
