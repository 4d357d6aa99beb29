package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.kernel.rows.RowKernel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EaseSolverTest {

  private static final Offset<Double> SINGLE_PRECISION = within(2e-5);

  /** X'X + I = [[3, 1], [1, 2]], P = [[2, -1], [-1, 3]] / 5: B01 = 1/3, B10 = 1/2. */
  @Test
  void weighsTwoItemsAsTheClosedFormDoesByHand() {
    SparseMatrix held = Histories.of(new float[] {1, 1}, new float[] {1, 0});

    EaseWeights weights = new EaseSolver(1).solve(held, 1);

    assertThat(row(weights, 0)).containsExactly(new float[] {0, 1 / 3f}, within(1e-7f));
    assertThat(row(weights, 1)).containsExactly(new float[] {1 / 2f, 0}, within(1e-7f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 255, 256, 257, 511, 514, 770})
  void agreesWithADenseInverseInDoublePrecision(int items) {
    SparseMatrix held = Histories.random(400, items, 0.05, items);
    double[][] expected = closedForm(held, 4);

    EaseWeights weights = new EaseSolver(4).solve(held, 2);

    double furthest = 0;
    for (int item = 0; item < items; item++) {
      float[] row = row(weights, item);
      for (int other = 0; other < items; other++) {
        furthest = Math.max(furthest, Math.abs(row[other] - expected[item][other]));
      }
    }
    assertThat(furthest).isCloseTo(0, SINGLE_PRECISION);
  }

  @Test
  void givesTheSameBitsWhateverTheThreads() {
    SparseMatrix held = Histories.random(300, 800, 0.03, 7);

    ItemWeights one = new EaseSolver(5).solve(held, 1).nearest(800);

    for (int threads : new int[] {2, 5}) {
      ItemWeights several = new EaseSolver(5).solve(held, threads).nearest(800);
      assertThat(several.rows().indices()).isEqualTo(one.rows().indices());
      assertThat(several.rows().values()).isEqualTo(one.rows().values());
    }
  }

  /** 770 rows: three whole tiles, and one that is cut. */
  @Test
  @Tag("c2")
  void invertsToTheSameBitsWithAndWithoutTheVectorModule() {
    SymmetricTiles plain = dominant(770);
    SymmetricTiles fast = dominant(770);

    Sweep.negatedInverse(plain, 2, RowKernel.plain());
    Sweep.negatedInverse(fast, 2, RowKernel.fastest());

    for (int row = 0; row < 770; row++) {
      for (int column = 0; column <= row; column++) {
        assertThat(fast.at(row, column)).isEqualTo(plain.at(row, column));
      }
    }
  }

  /** Positive definite, as its diagonal outweighs each row. */
  private static SymmetricTiles dominant(int size) {
    SymmetricTiles matrix = new SymmetricTiles(size);
    Random random = new Random(1);
    int width = SymmetricTiles.WIDTH;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        float value = column == row ? size : random.nextFloat();
        matrix.tile(row / width, column / width)[row % width][column % width] = value;
        if (row / width == column / width) {
          matrix.tile(row / width, row / width)[column % width][row % width] = value;
        }
      }
    }
    return matrix;
  }

  @Test
  void holdingAnItemNeverSpeaksForItself() {
    EaseWeights weights = new EaseSolver(2).solve(Histories.random(100, 300, 0.1, 3), 2);

    for (int item = 0; item < 300; item++) {
      assertThat(row(weights, item)[item]).isZero();
    }
  }

  @Test
  void keepsTheLargestWeightsOfEachRowAndTheSmallerNumberOfEqualOnes() {
    EaseWeights weights = new EaseSolver(2).solve(Histories.random(100, 300, 0.1, 3), 2);

    ItemWeights nearest = weights.nearest(7);

    for (int item = 0; item < 300; item++) {
      float[] row = row(weights, item);
      Integer[] order = new Integer[300];
      Arrays.setAll(order, at -> at);
      Arrays.sort(order, (a, b) -> Float.compare(Math.abs(row[b]), Math.abs(row[a])));
      int[] largest =
          Arrays.stream(order)
              .limit(7)
              .filter(other -> row[other] != 0)
              .mapToInt(other -> other)
              .sorted()
              .toArray();
      assertThat(Histories.items(nearest.rows(), item)).isEqualTo(largest);
      for (int other : largest) {
        assertThat(Histories.dense(nearest.rows())[item][other]).isEqualTo(row[other]);
      }
    }
  }

  @Test
  void aScoreIsTheSumOfTheVotesOfWhatIsHeld() {
    SparseMatrix held = Histories.random(200, 300, 0.05, 11);
    double[][] expected = closedForm(held, 3);
    EaseWeights weights = new EaseSolver(3).solve(held, 2);
    float[] whole = new float[300];
    float[] sparse = new float[300];

    weights.score(new int[] {4, 250}, new float[] {2, 0.5f}, whole);
    weights.nearest(300).score(new int[] {4, 250}, new float[] {2, 0.5f}, sparse);

    for (int item = 0; item < 300; item++) {
      double sum = 2 * expected[4][item] + 0.5 * expected[250][item];
      assertThat((double) whole[item]).isCloseTo(sum, SINGLE_PRECISION);
      assertThat(sparse[item]).isEqualTo(whole[item]);
    }
  }

  @Test
  void anItemNobodyHoldsNeitherVotesNorIsVotedFor() {
    SparseMatrix held = Histories.of(new float[] {1, 0, 1}, new float[] {1, 0, 0});

    EaseWeights weights = new EaseSolver(1).solve(held, 1);

    assertThat(row(weights, 1)).containsOnly(0f);
    assertThat(row(weights, 0)[1]).isZero();
    assertThat(row(weights, 2)[1]).isZero();
  }

  /** 7 entries of 3 items, one more that nobody holds; squares 4 + 6: 100 cbrt(7 / 3) 10 / 7. */
  @Test
  void takesItsDefaultLambdaFromTheEntries() {
    SparseMatrix held =
        Histories.of(new float[] {2, 1, 0, 1}, new float[] {1, 1, 0, 1}, new float[] {0, 1, 0, 0});

    assertThat(EaseSolver.forEntries(held).lambda()).isCloseTo(189.48, within(0.01));
  }

  @Test
  void choosesTheItemsHeldByMostForTheMemoryThereIs() {
    SparseMatrix held = Histories.random(50, 600, 0.1, 9);
    int[] holders = held.columnLengths();

    int[] chosen = EaseSolver.mostHeld(held, 512);

    assertThat(chosen).hasSize(512).isSorted().doesNotHaveDuplicates();
    int fewest = Arrays.stream(chosen).map(item -> holders[item]).min().orElseThrow();
    for (int item = 0; item < 600; item++) {
      if (holders[item] > fewest) {
        assertThat(chosen).contains(item);
      }
    }
    assertThat(EaseSolver.mostHeld(Histories.of(new float[600]), 256))
        .containsExactly(IntStream.range(0, 256).toArray());
  }

  @Test
  void saysForHowManyItemsMemoryIsEnough() {
    assertThat(EaseSolver.mostWithin(600, 500, EaseSolver.bytes(600, 500))).isEqualTo(600);
    assertThat(EaseSolver.mostWithin(600, 500, EaseSolver.bytes(512, 500))).isEqualTo(512);
    assertThat(EaseSolver.mostWithin(600, 500, 0)).isZero();
    // each weight that is kept takes 16 bytes
    assertThat(EaseSolver.bytes(512, 500) - EaseSolver.bytes(512, 1)).isEqualTo(512 * 499 * 16);
  }

  @Test
  void solvesForTheItemsChosenAlone() {
    SparseMatrix held =
        Histories.of(new float[] {1, 0, 1}, new float[] {1, 5, 0}, new float[] {0, 7, 0});

    SparseMatrix chosen = held.onlyColumns(new int[] {0, 2});

    assertThat(Histories.dense(chosen)).isDeepEqualTo(new double[][] {{1, 1}, {1, 0}, {0, 0}});
    assertThat(row(new EaseSolver(1).solve(chosen, 1), 0)[1]).isCloseTo(1 / 3f, within(1e-7f));
  }

  @Test
  void refusesAMatrixThatSinglePrecisionCannotInvert() {
    float[] alike = new float[300];
    Arrays.fill(alike, 4000);
    SparseMatrix held = Histories.of(alike);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EaseSolver(1e-3).solve(held, 2))
        .withMessageMatching(
            "The matrix must be positive definite, but pivot \\d+ is .*; add more to its diagonal");
  }

  @Test
  void refusesWhatItCannotUse() {
    SparseMatrix held = Histories.of(new float[] {1, 1});
    EaseWeights weights = new EaseSolver(1).solve(held, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EaseSolver(0))
        .withMessage("lambda must be above 0 and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EaseSolver.forEntries(Histories.of(new float[2])))
        .withMessage("entries must be at least 1, but are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EaseSolver(1).solve(held, 0))
        .withMessage("threads must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.nearest(0))
        .withMessage("kept must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.score(new int[] {2}, new float[] {1}, new float[2]))
        .withMessage("an item must be between 0 and 1, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.score(new int[] {1}, new float[] {}, new float[2]))
        .withMessage("weights must be as many as the 1 items, but are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.score(new int[] {1}, new float[] {1}, new float[3]))
        .withMessage("scores must hold one number for each of 2 items, but holds 3");
  }

  private static float[] row(EaseWeights weights, int item) {
    float[] row = new float[weights.items()];
    weights.row(item, row);
    return row;
  }

  /** B by Gauss-Jordan elimination in double precision, without blocks. */
  private static double[][] closedForm(SparseMatrix held, double lambda) {
    int items = held.columns();
    double[][] wide = new double[items][2 * items];
    for (double[] customer : Histories.dense(held)) {
      for (int row = 0; row < items; row++) {
        for (int column = 0; column < items && customer[row] != 0; column++) {
          wide[row][column] += customer[row] * customer[column];
        }
      }
    }
    for (int row = 0; row < items; row++) {
      wide[row][row] += lambda;
      wide[row][items + row] = 1;
    }
    for (int pivot = 0; pivot < items; pivot++) {
      double value = wide[pivot][pivot];
      for (int column = 0; column < 2 * items; column++) {
        wide[pivot][column] /= value;
      }
      for (int row = 0; row < items; row++) {
        double factor = wide[row][pivot];
        for (int column = 0; column < 2 * items && row != pivot && factor != 0; column++) {
          wide[row][column] -= factor * wide[pivot][column];
        }
      }
    }
    double[][] weights = new double[items][items];
    for (int row = 0; row < items; row++) {
      for (int column = 0; column < items; column++) {
        weights[row][column] =
            row == column ? 0 : -wide[row][items + column] / wide[column][items + column];
      }
    }
    return weights;
  }
}
