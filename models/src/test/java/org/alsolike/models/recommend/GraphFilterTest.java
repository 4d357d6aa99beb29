package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphFilterTest {

  private static final List<String> IDS =
      IntStream.range(0, 20_000).mapToObj(Integer::toString).toList();

  @Test
  void learnsFromManyPairsOfFewItemsWithItsDefaults() {
    var large = new Holdings.Measured(null, Catalogue.of(IDS), 1_000_000, 30_000_000);

    MemoryNeed need = GraphFilter.defaults().need(large);

    // 32 bytes for each pair, 16 for each weight, and four times the directions
    assertThat(need.within(GraphFilter.defaults().memoryLimitMb()).megabytes()).isEqualTo(1362);
    assertThatThrownBy(() -> need.within(1361))
        .isInstanceOf(MemoryRefused.class)
        .hasMessage(
            "graph-filter: memory_limit_mb must be at least 1362 for 20,000 items"
                + " and 30,000,000 pairs, but is 1361");
  }
}
