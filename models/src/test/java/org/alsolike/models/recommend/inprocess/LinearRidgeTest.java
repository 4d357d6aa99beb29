package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearRidgeTest {

  private static final int FACTORS = 6;
  private static final int OUTCOMES = 9;
  private static final int ROWS = 50;

  /** Where the derivative of the loss is zero, the loss is least, since it is convex. */
  @Test
  void standsWhereTheLossIsLeast() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[ROWS][FACTORS];
    int[][] outcomes = new int[ROWS][];
    LinearRidge ridge = new LinearRidge(FACTORS, OUTCOMES);
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int factor = 0; factor < FACTORS; factor++) {
        rows[row][factor] = (float) (random.nextDouble() * (factor + 1) - 1);
        squares += (double) rows[row][factor] * rows[row][factor];
      }
      outcomes[row] =
          IntStream.range(0, OUTCOMES).filter(outcome -> random.nextInt(3) == 0).toArray();
      ridge.add(rows[row], outcomes[row]);
    }
    float[][] found = ridge.solve(0.5);

    double penalty = 0.5 * squares / FACTORS;
    for (int outcome = 0; outcome < OUTCOMES; outcome++) {
      double[] slope = new double[FACTORS];
      for (int row = 0; row < ROWS; row++) {
        int wanted = outcome;
        double error = IntStream.of(outcomes[row]).anyMatch(one -> one == wanted) ? -1 : 0;
        for (int factor = 0; factor < FACTORS; factor++) {
          error += rows[row][factor] * found[factor][outcome];
        }
        for (int factor = 0; factor < FACTORS; factor++) {
          slope[factor] += error * rows[row][factor];
        }
      }
      for (int factor = 0; factor < FACTORS; factor++) {
        assertThat(slope[factor] + penalty * found[factor][outcome]).isCloseTo(0, within(1e-4));
      }
    }
  }

  @Test
  void saysNothingWhereNothingWasSeen() {
    LinearRidge ridge = new LinearRidge(2, 3);
    ridge.add(new float[2], new int[] {1});

    assertThat(ridge.solve(1)).isDeepEqualTo(new float[2][3]);
  }
}
