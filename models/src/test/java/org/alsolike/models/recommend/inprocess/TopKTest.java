package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {

  @Test
  void keepsWhatSortingWouldKeepInWhateverOrderItemsAreOffered() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      double[] scores = random.ints(50, 0, 9).asDoubleStream().toArray();
      List<Integer> items = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
      List<Integer> expected =
          items.stream()
              .sorted(Comparator.comparing((Integer item) -> -scores[item]).thenComparing(i -> i))
              .limit(10)
              .toList();

      Collections.shuffle(items, random);
      TopK best = new TopK(10);
      items.forEach(item -> best.offer(item, scores[item]));

      assertThat(IntStream.range(0, best.size()).mapToObj(best::item).toList()).isEqualTo(expected);
    }
  }

  @Test
  void holdsFewerWhenFewerAreOffered() {
    TopK best = new TopK(3);
    best.offer(5, 1.0);

    assertThat(best.size()).isEqualTo(1);
    best.clear();
    assertThat(best.size()).isZero();
  }
}
