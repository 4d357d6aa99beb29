package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void plattFindsTheSigmoidThatMadeTheOutcomes() {
    double[] scores = new double[200_000];
    boolean[] outcomes = new boolean[scores.length];
    Random random = new Random(7);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextGaussian() * 2;
      outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.5 * scores[i] + 0.7));
    }

    PlattScaling found = PlattScaling.fit(scores, outcomes);

    assertThat(found.slope()).isCloseTo(-1.5, within(0.03));
    assertThat(found.intercept()).isCloseTo(0.7, within(0.03));
  }

  @Test
  void plattKeepsTheSumOfItsSmoothedTargets() {
    double[] scores = {-2, -1, -0.5, 0.3, 0.4, 1.7};
    boolean[] outcomes = {false, false, true, false, true, true};

    PlattScaling found = PlattScaling.fit(scores, outcomes);

    double sum = Arrays.stream(scores).map(found::probability).sum();
    assertThat(sum).isCloseTo(3 * (4.0 / 5) + 3 * (1.0 / 5), within(1e-9));
  }

  @Test
  void plattStaysFiniteWhereScoresSeparateTheClasses() {
    PlattScaling found =
        PlattScaling.fit(new double[] {-30, -20, 20, 30}, new boolean[] {false, false, true, true});

    assertThat(found.probability(1e6)).isEqualTo(1);
    assertThat(found.probability(-1e6)).isZero();
    assertThat(found.probability(30)).isBetween(0.6, 0.8);
  }

  @Test
  void plattGivesTheBaseRateWhereTheScoreSaysNothing() {
    PlattScaling found =
        PlattScaling.fit(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});

    assertThat(found.probability(1)).isCloseTo((2.0 / 3 + 3 * 0.2) / 4, within(1e-6));
  }

  @Test
  void isotonicIsTheBestOfAllRisingCurves() {
    Random random = new Random(11);
    for (int trial = 0; trial < 300; trial++) {
      int rows = 1 + random.nextInt(7);
      double[] scores = random.ints(rows, 0, 5).asDoubleStream().toArray();
      boolean[] outcomes = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        outcomes[i] = random.nextBoolean();
      }

      assertThat(squares(scores, outcomes))
          .as("%s %s", Arrays.toString(scores), Arrays.toString(outcomes))
          .isCloseTo(bestByMinimax(scores, outcomes), within(1e-12));
    }
  }

  @Test
  void isotonicNeverFallsAndIsLevelBeyondItsEnds() {
    IsotonicRegression curve =
        IsotonicRegression.fit(
            new double[] {1, 2, 3, 4, 5, 6}, new boolean[] {false, true, false, true, false, true});

    double before = 0;
    for (double score = -1; score < 9; score += 0.1) {
      assertThat(curve.probability(score)).isGreaterThanOrEqualTo(before);
      before = curve.probability(score);
    }
    assertThat(curve.probability(-100)).isEqualTo(1.0 / 8);
    assertThat(curve.probability(2.5)).isEqualTo(0.5);
    assertThat(curve.probability(100)).isEqualTo(7.0 / 8);
  }

  private static double squares(double[] scores, boolean[] outcomes) {
    double sum = 0;
    var blocks = IsotonicRegression.blocks(scores, outcomes);
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i];
      double height =
          blocks.stream()
              .filter(block -> block.first() <= score && score <= block.last())
              .findFirst()
              .orElseThrow()
              .mean();
      sum += Math.pow(height - (outcomes[i] ? 1 : 0), 2);
    }
    return sum;
  }

  /**
   * The height at s is the greatest, over starts a up to s, of the least, over ends b from s, of
   * the mean outcome of scores in [a, b] (Robertson, Wright, Dykstra 1988, theorem 1.4.4).
   */
  private static double bestByMinimax(double[] scores, boolean[] outcomes) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double height = 0;
      for (double start : scores) {
        double least = 1;
        for (double end : scores) {
          if (start <= scores[i] && end >= scores[i]) {
            least = Math.min(least, mean(scores, outcomes, start, end));
          }
        }
        height = start <= scores[i] ? Math.max(height, least) : height;
      }
      sum += Math.pow(height - (outcomes[i] ? 1 : 0), 2);
    }
    return sum;
  }

  private static double mean(double[] scores, boolean[] outcomes, double start, double end) {
    double rows = 0;
    double positives = 0;
    for (int i = 0; i < scores.length; i++) {
      if (start <= scores[i] && scores[i] <= end) {
        rows++;
        positives += outcomes[i] ? 1 : 0;
      }
    }
    return positives / rows;
  }
}
