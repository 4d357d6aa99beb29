package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.serving.diff.ListChange;
import org.alsolike.serving.diff.MemberChange;
import org.alsolike.serving.diff.Quantiles;
import org.alsolike.serving.diff.VersionDiff;
import org.junit.jupiter.api.Test;

class DiffTableTest {

  /** Room beside the name of a step. */
  private static final int ROOM = 83;

  @Test
  void aRowOfALargeShopFitsOneLine() {
    MemberChange owners =
        new MemberChange(1_250_000, 1_250_000, 12_345, 12_345, List.of(), List.of());
    MemberChange items = new MemberChange(40_000, 40_100, 1_100, 1_000, List.of(), List.of());
    ListChange change =
        new ListChange(
            owners, 1_237_655, 1_237_655, 1, new Quantiles(0.05, 0.2, 0.5, 0.8, 1), items, 0, 0);

    List<String> lines =
        DiffTable.lines(
            new VersionDiff(
                12,
                10,
                new TreeMap<>(Map.of("list/next_basket", change)),
                new TreeMap<>(),
                new TreeMap<>(),
                items,
                owners));

    assertThat(lines.subList(0, 3)).allSatisfy(line -> assertThat(line).hasSizeLessThan(ROOM));
    assertThat(lines.get(2))
        .isEqualTo(
            "next_basket 1,250,000 12,345 12,345  100.0 %  100.0 %  0.05 .. 0.50  40,100  1,100");
  }
}
