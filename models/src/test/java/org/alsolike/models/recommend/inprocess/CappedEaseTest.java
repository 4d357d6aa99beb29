package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CappedEaseTest {

  private static final int ITEMS = 12;
  private static final double LAMBDA = 4;
  private static final int[] SOLVED = {0, 2, 3, 5, 6, 8, 9};
  private static final int[] BEYOND = {1, 4, 7, 10, 11};
  private static final float[][] HELD = held();
  private static final CappedEase CAPPED = new CappedEase(new EaseSolver(LAMBDA), 3);

  private static float[][] held() {
    Random random = new Random(5);
    float[][] held = new float[40][ITEMS];
    for (float[] customer : held) {
      int taste = random.nextInt(3);
      for (int item = 0; item < ITEMS; item++) {
        customer[item] = random.nextInt(100) < (item % 3 == taste ? 60 : 15) ? 1 : 0;
      }
    }
    return held;
  }

  @Test
  void solvedItemsHaveTheWeightsOfTheSolverAmongThem() {
    float[][] weights = dense(CAPPED.solve(Histories.of(HELD), SOLVED, ITEMS, 1));

    var alone = new EaseSolver(LAMBDA).solve(Histories.of(HELD).onlyColumns(SOLVED), 1);
    for (int row = 0; row < SOLVED.length; row++) {
      float[] expected = new float[SOLVED.length];
      alone.row(row, expected);
      for (int column = 0; column < SOLVED.length; column++) {
        assertThat(weights[SOLVED[row]][SOLVED[column]]).isEqualTo(expected[column]);
      }
    }
  }

  @Test
  void anItemBeyondIsPredictedByItsNearestAndNoMultipleOfTheirCosinesDoesBetter() {
    float[][] weights = dense(CAPPED.solve(Histories.of(HELD), SOLVED, ITEMS, 1));

    for (int item : BEYOND) {
      int[] nearest = nearest(item, 3);
      double[] column = new double[ITEMS];
      Arrays.setAll(column, other -> weights[other][item]);
      assertThat(IntStream.range(0, ITEMS).filter(other -> column[other] != 0).boxed())
          .containsExactlyInAnyOrder(Arrays.stream(nearest).boxed().toArray(Integer[]::new));
      for (int other : nearest) {
        assertThat(column[other] / column[nearest[0]])
            .isCloseTo(cosine(item, other) / cosine(item, nearest[0]), within(1e-5));
      }
      double least = objective(item, column, 1);
      assertThat(objective(item, column, 0.99)).isGreaterThan(least);
      assertThat(objective(item, column, 1.01)).isGreaterThan(least);
    }
  }

  @Test
  void anItemBeyondSpeaksForNearSolvedItemsByItsOwnRegression() {
    float[][] weights = dense(CAPPED.solve(Histories.of(HELD), SOLVED, ITEMS, 1));

    for (int item : BEYOND) {
      for (int other : nearest(item, 3)) {
        if (Arrays.binarySearch(SOLVED, other) >= 0) {
          assertThat((double) weights[item][other])
              .isCloseTo(product(item, other) / (product(item, item) + LAMBDA), within(1e-6));
        }
      }
    }
  }

  @Test
  void doesNotDependOnThreads() {
    assertThat(dense(CAPPED.solve(Histories.of(HELD), SOLVED, 4, 3)))
        .isDeepEqualTo(dense(CAPPED.solve(Histories.of(HELD), SOLVED, 4, 1)));
  }

  @Test
  void anItemThatNobodyHoldsBesideAnotherHasNoWeights() {
    float[][] held = {{1, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 1}};
    float[][] weights = dense(CAPPED.solve(Histories.of(held), new int[] {0, 1}, 4, 1));

    assertThat(weights[2]).containsOnly(0);
    assertThat(weights[3]).containsOnly(0);
  }

  private static float[][] dense(ItemWeights weights) {
    SparseMatrix rows = weights.rows();
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(Arrays.copyOfRange(rows.indices(), rows.starts()[row], rows.starts()[row + 1]))
          .as("positions of row %d", row)
          .isSorted();
    }
    float[][] dense = new float[rows.rows()][rows.columns()];
    for (int row = 0; row < dense.length; row++) {
      for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
        dense[row][rows.indices()[at]] = rows.values()[at];
      }
    }
    return dense;
  }

  private static int[] nearest(int item, int count) {
    Comparator<Integer> nearest = Comparator.comparing(other -> -cosine(item, other));
    return IntStream.range(0, ITEMS)
        .filter(other -> other != item)
        .boxed()
        .sorted(nearest.thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .mapToInt(other -> other)
        .toArray();
  }

  private static double product(int item, int other) {
    return Arrays.stream(HELD).mapToDouble(row -> row[item] * row[other]).sum();
  }

  private static double cosine(int item, int other) {
    return product(item, other) / Math.sqrt(product(item, item) * product(other, other));
  }

  private static double objective(int item, double[] column, double times) {
    double sum = 0;
    for (float[] customer : HELD) {
      double predicted = 0;
      for (int other = 0; other < ITEMS; other++) {
        predicted += times * column[other] * customer[other];
      }
      sum += (customer[item] - predicted) * (customer[item] - predicted);
    }
    for (double weight : column) {
      sum += LAMBDA * times * times * weight * weight;
    }
    return sum;
  }
}
