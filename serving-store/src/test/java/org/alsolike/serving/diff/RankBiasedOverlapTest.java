package org.alsolike.serving.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankBiasedOverlapTest {

  private static final RankBiasedOverlap USUAL = RankBiasedOverlap.usual();
  private static final double EXACT = 1e-9;

  @Test
  void isOneForTheSameAndNoneForStrangers() {
    assertThat(USUAL.of(List.of("a", "b", "c"), List.of("a", "b", "c")))
        .isCloseTo(1, within(EXACT));
    assertThat(USUAL.of(List.of("a", "b", "c"), List.of("x", "y", "z"))).isZero();
    assertThat(USUAL.of(List.of(), List.of())).isOne();
    assertThat(USUAL.of(List.of(), List.of("a"))).isZero();
  }

  @Test
  void weighsTheFirstPlacesMost() {
    List<String> list = List.of("a", "b", "c", "d", "e");

    assertThat(USUAL.of(list, List.of("b", "a", "c", "d", "e")))
        .isLessThan(USUAL.of(list, List.of("a", "b", "c", "e", "d")));
  }

  /** The paper's definition, summed far beyond both ends under the paper's assumption. */
  @Test
  void isTheDefinitionExtrapolated() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      List<String> one = ranking(random);
      List<String> other = ranking(random);
      double persistence = 0.5 + 0.45 * random.nextDouble();

      assertThat(new RankBiasedOverlap(persistence).of(one, other))
          .as("%s and %s, %s", one, other, persistence)
          .isCloseTo(summed(one, other, persistence), within(1e-6))
          .isCloseTo(new RankBiasedOverlap(persistence).of(other, one), within(EXACT));
    }
  }

  @Test
  void refusesAPersistenceThatIsNoProbability() {
    assertThatThrownBy(() -> new RankBiasedOverlap(1))
        .hasMessage("persistence must be between 0 and 1, but is 1.0");
  }

  private static List<String> ranking(Random random) {
    List<String> items = new ArrayList<>(List.of("abcdefghijklmnop".split("")));
    Collections.shuffle(items, random);
    return items.subList(0, 1 + random.nextInt(items.size()));
  }

  /**
   * Beyond the shorter one's end it goes on agreeing as much as at its end; beyond the longer
   * one's, so do both.
   */
  private static double summed(List<String> one, List<String> other, double persistence) {
    int s = Math.min(one.size(), other.size());
    int l = Math.max(one.size(), other.size());
    double sum = 0;
    double agreement = 0;
    for (int d = 1; d <= 2000; d++) {
      if (d <= l) {
        double overlap = overlap(one, other, d);
        double assumed = d > s ? (double) overlap(one, other, s) / s * (d - s) : 0;
        agreement = (overlap + assumed) / d;
      }
      sum += (1 - persistence) * Math.pow(persistence, d - 1) * agreement;
    }
    return sum;
  }

  private static int overlap(List<String> one, List<String> other, int depth) {
    Set<String> both = new HashSet<>(one.subList(0, Math.min(depth, one.size())));
    both.retainAll(new HashSet<>(other.subList(0, Math.min(depth, other.size()))));
    return both.size();
  }
}
