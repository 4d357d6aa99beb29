package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.alsolike.models.recommend.kernel.rows.RowKernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlsSolverTest {

  /**
   * Rows of few pairs against the rank, of many, and of more than are copied together at a time.
   */
  @ParameterizedTest
  @CsvSource({"60, 40, 5, 0.1", "30, 300, 33, 0.5", "200, 12, 8, 0.4", "1, 9, 4, 1", "7, 1, 3, 1"})
  void scoresAsExactSolutionsInDoublePrecisionDo(
      int customers, int items, int rank, double density) {
    SparseMatrix held = Histories.random(customers, items, density, 5);
    AlsSolver solver = new AlsSolver(rank, 40, 0.1, 2, 3);

    AlsFactors found = solver.solve(held, 2);

    double[][] exact = ExactAls.scores(held, solver);
    double farthest = 0;
    for (int customer = 0; customer < customers; customer++) {
      for (int item = 0; item < items; item++) {
        double score = dot(found.customer(customer), found.item(item));
        farthest = Math.max(farthest, Math.abs(score - exact[customer][item]));
      }
    }
    assertThat(farthest).isLessThan(1e-3);
  }

  @Test
  void comesCloserToTheObjectiveWithEachIteration() {
    SparseMatrix held = Histories.random(120, 80, 0.1, 1);

    double before = Double.POSITIVE_INFINITY;
    for (int iterations = 1; iterations <= 12; iterations++) {
      AlsSolver solver = new AlsSolver(16, iterations, 0.1, 3, 1);
      double objective = ExactAls.objective(held, solver, solver.solve(held, 2));
      assertThat(objective).isLessThan(before);
      before = objective;
    }
  }

  @Test
  @Tag("c2")
  void givesTheSameBitsWhateverTheThreadsAndTheKernel() {
    SparseMatrix held = Histories.random(700, 150, 0.1, 2);
    AlsSolver solver = new AlsSolver(40, 3, 0.1, 3, 1);
    AlsFactors one = solver.solve(held, 1);

    for (int threads : new int[] {2, 3}) {
      assertSame(solver.solve(held, threads), one);
    }
    assertSame(solver.solve(held, 2, RowKernel.plain()), one);
  }

  @Test
  void startsFromTheSeed() {
    SparseMatrix held = Histories.random(20, 20, 0.2, 2);

    assertThat(new AlsSolver(4, 2, 0.1, 3, 2).solve(held, 1).items())
        .isNotEqualTo(new AlsSolver(4, 2, 0.1, 3, 1).solve(held, 1).items());
  }

  @Test
  void weightsOfAnySizeGiveFiniteVectors() {
    SparseMatrix held =
        Histories.of(
            new float[] {1e-6f, 0, 1}, new float[] {1e9f, 1e9f, 0}, new float[] {1, 1e-6f, 1});

    AlsFactors found = new AlsSolver(6, 10, 0.1, 40, 1).solve(held, 1);

    for (int at = 0; at < 3; at++) {
      assertThat(found.customer(at)).doesNotContain(Float.NaN);
      assertThat(found.item(at)).doesNotContain(Float.NaN);
      assertThat(Math.abs(dot(found.customer(at), found.item(at)))).isLessThan(2);
    }
  }

  /** 3 customers fill up to 4 rows and 2 items to 4; 32 is the least width. */
  @Test
  void takesTheVectorsTwiceAndThePairsOnceMore() {
    assertThat(AlsSolver.bytes(3, 2, 5, 7)).isEqualTo(2 * (4 + 4) * 32 * 4 + 5 * 8);
    assertThat(AlsSolver.holds(1 << 24, 10, 10, 60)).isTrue();
    assertThat(AlsSolver.holds(1 << 25, 10, 10, 60)).isFalse();
    assertThat(AlsSolver.holds(10, 10, 1L << 31, 60)).isFalse();
  }

  private static void assertSame(AlsFactors some, AlsFactors others) {
    assertThat(Arrays.equals(some.customers(), others.customers())).isTrue();
    assertThat(Arrays.equals(some.items(), others.items())).isTrue();
  }

  private static double dot(float[] some, float[] others) {
    double sum = 0;
    for (int at = 0; at < some.length; at++) {
      sum += (double) some[at] * others[at];
    }
    return sum;
  }
}
