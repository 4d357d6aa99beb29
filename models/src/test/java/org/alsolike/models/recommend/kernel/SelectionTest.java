package org.alsolike.models.recommend.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void keepsWhatSortingWouldKeepInWhateverOrderItemsAreOffered() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int k = 1 + random.nextInt(40);
      float[] scores = new float[60];
      for (int item = 0; item < scores.length; item++) {
        scores[item] = (random.nextInt(9) - 5) / 4f;
      }
      List<Integer> items = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
      List<Integer> expected =
          items.stream()
              .sorted(Comparator.comparing((Integer item) -> -scores[item]).thenComparing(i -> i))
              .limit(k)
              .toList();

      Collections.shuffle(items, random);
      Selection best = new Selection(k);
      items.forEach(item -> best.offer(item, scores[item]));

      assertThat(items(best)).isEqualTo(expected);
      assertThat(IntStream.range(0, k).mapToObj(best::score).toList())
          .isEqualTo(expected.stream().map(item -> scores[item]).toList());
    }
  }

  @Test
  void ordersZerosAndGreatAndNegativeScores() {
    Selection best = new Selection(9);
    float[] scores = {-0f, 0f, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE, -1, 1e30f};
    for (int item = 0; item < scores.length; item++) {
      best.offer(item, scores[item]);
    }

    assertThat(items(best)).containsExactly(6, 3, 0, 1, 4, 5, 2);
    assertThat(best.score(0)).isEqualTo(1e30f);
    assertThat(best.score(6)).isEqualTo(-Float.MAX_VALUE);
  }

  @Test
  void lowersNoThresholdBeforeItIsFull() {
    Selection best = new Selection(2);
    best.offer(5, 3);
    assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
    best.offer(6, 4);
    assertThat(best.threshold()).isEqualTo(Math.nextDown(3f));

    best.clear();

    assertThat(best.size()).isZero();
    assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void refusesAListOfNothing() {
    assertThatThrownBy(() -> new Selection(0)).hasMessage("k must be at least 1, but is 0");
  }

  private static List<Integer> items(Selection best) {
    return IntStream.range(0, best.size()).mapToObj(best::item).toList();
  }
}
