package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void printsMediansAndHowOftenTheirsIsOurs() {
    EnumMap<Contender, List<Outcome>> outcomes = new EnumMap<>(Contender.class);
    outcomes.put(Contender.TOPK, List.of(outcome(9), outcome(2), outcome(3)));
    outcomes.put(Contender.TOPK_MLLIB, List.of(outcome(60), outcome(90), outcome(80)));

    assertThat(Comparison.TOPK.line(outcomes))
        .containsEntry("what", "topk")
        .containsEntry("ours_cpu_s", 3.0)
        .containsEntry("peer_cpu_s", 80.0)
        .containsEntry("ratio", 26.67)
        .containsEntry("peer_peak_mb", 800L)
        .containsEntry("ours_ndcg@20", 0.25)
        .containsEntry("runs", 3);
  }

  @Test
  void hasNullsWhereThereIsNoPeer() {
    EnumMap<Contender, List<Outcome>> outcomes = new EnumMap<>(Contender.class);
    outcomes.put(Contender.EASE, List.of(outcome(9), outcome(2), outcome(3)));

    assertThat(Comparison.EASE.contenders()).containsExactly(Contender.EASE);
    assertThat(Comparison.EASE.line(outcomes))
        .containsEntry("ours_cpu_s", 3.0)
        .containsEntry("ours_peak_mb", 30L)
        .containsEntry("peer", null)
        .containsEntry("peer_cpu_s", null)
        .containsEntry("ratio", null)
        .containsEntry("peer_peak_mb", null);
  }

  private static Outcome outcome(int seconds) {
    return new Outcome(seconds, seconds / 2.0, seconds * 10L, 0.25, "some");
  }
}
