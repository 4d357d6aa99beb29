package org.alsolike.models.recommend.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final float NONE = Float.NaN;

  /** Two customers with three and two candidates; the first took two of them. */
  private final Trial trial =
      new Trial(
          new RankingRows(
              List.of("a_score", "b_score"),
              new float[] {3, 1, 2, 2, 1, 3, NONE, 5, -7, 4},
              new float[] {1, 0, 1, 0, 1},
              new int[] {3, 2}));

  @Test
  void isTheMeanOfWhatEachCustomerGains() {
    double second = 1 / (Math.log(3) / Math.log(2));
    double first = (1 + 0.5) / (1 + second);

    assertThat(trial.of("a_score").mean()).isEqualTo((first + 1) / 2, within(1e-12));
    assertThat(trial.of("b_score").mean()).isEqualTo((first + second) / 2, within(1e-12));
  }

  @Test
  void judgesTreesByTheScoresThatTheyGive() {
    Trees byTheSecond =
        new Trees(
            List.of(
                new Trees.Node(0, 0, 1, 4.5f, 1, 2, 2),
                Trees.Node.leaf(0, 1, 0.1f),
                Trees.Node.leaf(0, 2, 0.9f)));

    // The first customer's candidates tie and stay in their order, 1 0 1; the second's do not.
    double second = 1 / (Math.log(3) / Math.log(2));
    double first = (1 + 0.5) / (1 + second);
    assertThat(trial.of(byTheSecond).mean()).isEqualTo((first + second) / 2, within(1e-12));
  }

  @Test
  void isNotANumberWithoutCustomers() {
    var nobody = new RankingRows(List.of("a_score"), new float[0], new float[0], new int[0]);

    assertThat(new Trial(nobody).of("a_score").mean()).isNaN();
  }

  @Test
  void isSurelyBetterOnlyBeyondTheStandardErrorOfTheDifference() {
    var plain = new Trial.Outcome(new double[] {0.1, 0.2, 0.3, 0.4});
    var alwaysALittle = new Trial.Outcome(new double[] {0.11, 0.21, 0.31, 0.41});
    var onceALot = new Trial.Outcome(new double[] {0.1, 0.1, 0.3, 0.6}); // 0.025, error 0.054

    assertThat(alwaysALittle.surelyBetterThan(plain)).isTrue();
    assertThat(plain.surelyBetterThan(alwaysALittle)).isFalse();
    assertThat(onceALot.surelyBetterThan(plain)).isFalse();
    assertThat(plain.surelyBetterThan(plain)).isFalse();
  }
}
