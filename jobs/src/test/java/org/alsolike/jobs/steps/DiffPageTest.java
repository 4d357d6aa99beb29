package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.serving.diff.ListChange;
import org.alsolike.serving.diff.MemberChange;
import org.alsolike.serving.diff.Quantiles;
import org.alsolike.serving.diff.VersionDiff;
import org.junit.jupiter.api.Test;

class DiffPageTest {

  private static final String HOSTILE = "<script>alert('x')</script>&\"";
  private static final String HARMLESS =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;";

  @Test
  void showsTextsOfTheShopAsTexts() {
    String html = page(List.of(new GateResult("changes", true, 0, 0, HOSTILE)));

    assertThat(html).doesNotContain("<script").contains(HARMLESS);
    assertThat(html).contains("new in for_you, the first: " + HARMLESS);
    assertThat(html).contains("gone from for_you, the first: jug");
    assertThat(html).contains("<p>" + HARMLESS + "</p>");
  }

  @Test
  void marksAGateThatRefuses() {
    assertThat(page(List.of(new GateResult("changes", false, 1, 0, "too much"))))
        .contains("<li class=\"no\">NO: too much</li>");
    assertThat(page(List.of(new GateResult("changes", true, 0, 0, "little"))))
        .contains("<li>yes: little</li>");
  }

  private static String page(List<GateResult> gates) {
    MemberChange items = new MemberChange(1, 1, 1, 1, List.of(HOSTILE), List.of("jug"));
    ListChange change =
        new ListChange(items, 0, 0, Double.NaN, new Quantiles(1, 1, 1, 1, 1), items, 0, 0);
    VersionDiff diff =
        new VersionDiff(
            7,
            10,
            new TreeMap<>(Map.of("list/for_you", change)),
            new TreeMap<>(),
            new TreeMap<>(),
            items,
            items);
    return new DiffPage(HOSTILE, new DiffStep.Diff(diff, gates)).html();
  }
}
