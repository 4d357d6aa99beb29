package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphFilterSolverTest {

  private static final int RANK = 4;

  /** Every parameter at a value of its own, so that none can stand in for another. */
  private static final GraphFilterSolver FILTER =
      new GraphFilterSolver(RANK, 0.7, 0.4, 0.6, 0.3, 1.5, 60, 100, 42);

  @Test
  void scoresAsTheDenseFilterInDoublePrecision() {
    SparseMatrix held = Histories.random(120, 50, 0.2, 1);
    double[][] filter = dense(held);

    FilterScorer scorer = new FilterScorer(FILTER.solve(held, 2));

    for (int customer = 0; customer < 20; customer++) {
      int[] items = Histories.items(held, customer);
      float[] weights = Histories.weights(held, customer);
      double[] expected = new double[50];
      for (int at = 0; at < items.length; at++) {
        for (int item = 0; item < 50; item++) {
          expected[item] += weights[at] * filter[items[at]][item];
        }
      }
      assertThat(doubles(scores(scorer, 50, items, weights)))
          .containsExactly(expected, within(2e-5));
    }
  }

  @Test
  void givesTheSameBitsWhateverTheThreads() {
    SparseMatrix held = Histories.random(400, 300, 0.05, 2);
    FilterModel one = FILTER.solve(held, 1);

    for (int threads : new int[] {2, 3}) {
      FilterModel several = FILTER.solve(held, threads);
      assertThat(several.vectors()).isDeepEqualTo(one.vectors());
      assertThat(several.neighbours().rows().indices())
          .isEqualTo(one.neighbours().rows().indices());
      assertThat(several.neighbours().rows().values()).isEqualTo(one.neighbours().rows().values());
    }
  }

  @Test
  void scoresTheSameWhenSavedArraysComeBack() {
    SparseMatrix held = Histories.random(100, 300, 0.05, 3);
    FilterModel model = FILTER.solve(held, 1);
    SparseMatrix rows = model.neighbours().rows();
    FilterModel back =
        new FilterModel(
            new ItemWeights(
                new SparseMatrix(
                    300, rows.starts().clone(), rows.indices().clone(), rows.values().clone())),
            Arrays.stream(model.vectors()).map(float[]::clone).toArray(float[][]::new),
            model.scales().clone());

    int[] items = {3, 299};
    float[] weights = {1, 2};
    assertThat(scores(new FilterScorer(back), 300, items, weights))
        .isEqualTo(scores(new FilterScorer(model), 300, items, weights));
  }

  @Test
  void keepsOnlyTheLargestWeightsOfTheLinearFilter() {
    SparseMatrix held = Histories.random(100, 50, 0.2, 4);

    FilterModel few = new GraphFilterSolver(2, 0.1, 0.5, 0.5, 0.5, 0, 7, 2, 1).solve(held, 1);

    double[][] all =
        Histories.dense(
            new GraphFilterSolver(2, 0.1, 0.5, 0.5, 0.5, 0, 50, 2, 1)
                .solve(held, 1)
                .neighbours()
                .rows());
    for (int item = 0; item < 50; item++) {
      double seventh = Arrays.stream(all[item]).sorted().skip(43).findFirst().orElseThrow();
      for (int other : Histories.items(few.neighbours().rows(), item)) {
        assertThat(all[item][other]).isGreaterThanOrEqualTo(seventh);
      }
      assertThat(few.neighbours().rows().length(item)).isLessThanOrEqualTo(7);
    }
  }

  @Test
  void anItemNobodyHoldsScoresZeroAndSpeaksForNone() {
    SparseMatrix held = Histories.of(new float[] {1, 0, 1}, new float[] {1, 0, 0});
    FilterScorer scorer = new FilterScorer(FILTER.solve(held, 1));

    assertThat(scores(scorer, 3, new int[] {0, 2}, new float[] {1, 1})[1]).isZero();
    assertThat(scores(scorer, 3, new int[] {1}, new float[] {1})).containsOnly(0f);
  }

  @Test
  void scoresOneWhoHoldsEverythingAndOneWhoHoldsNothing() {
    SparseMatrix held = Histories.random(100, 50, 0.2, 5);
    FilterScorer scorer = new FilterScorer(FILTER.solve(held, 1));
    float[] ones = new float[50];
    Arrays.fill(ones, 1);

    for (float score : scores(scorer, 50, IntStream.range(0, 50).toArray(), ones)) {
      assertThat(score).isFinite();
    }
    assertThat(scores(scorer, 50, new int[0], new float[0])).containsOnly(0f);
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphFilterSolver(0, 0.3, 0.5, 0.5, 0.5, 0, 10, 1, 1))
        .withMessage("rank must be between 1.0 and 4096.0, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FILTER.solve(Histories.of(new float[] {1, -2}), 1))
        .withMessage("every value must be above 0 and finite, but entry 1 is -2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FILTER.solve(Histories.of(new float[] {1, 2}), 0))
        .withMessage("threads must be at least 1, but is 0");
  }

  private static float[] scores(FilterScorer scorer, int size, int[] items, float[] weights) {
    float[] scores = new float[size];
    Arrays.fill(scores, Float.NaN);
    scorer.score(items, weights, scores);
    return scores;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(at -> values[at]).toArray();
  }

  /** The filter of FILTER's parameters: row i holds the weights with which i speaks. */
  private static double[][] dense(SparseMatrix held) {
    double[][] rows = Histories.dense(held);
    int items = held.columns();
    double[] itemSums = new double[items];
    for (double[] row : rows) {
      for (int item = 0; item < items; item++) {
        itemSums[item] += row[item];
      }
    }
    double[][] gram = new double[items][items];
    for (double[] row : rows) {
      double sum = Arrays.stream(row).sum();
      double[] scaled = new double[items];
      for (int item = 0; item < items; item++) {
        scaled[item] =
            row[item] == 0 ? 0 : row[item] / Math.pow(sum, 0.4) / Math.pow(itemSums[item], 0.6);
      }
      for (int one = 0; one < items; one++) {
        for (int other = 0; other < items; other++) {
          gram[one][other] += scaled[one] * scaled[other];
        }
      }
    }
    double[][] filter = Arrays.stream(gram).map(double[]::clone).toArray(double[][]::new);
    for (int at = 0; at < RANK; at++) {
      double[] vector = RandomizedSvdTest.leading(gram);
      double value = RandomizedSvdTest.quadratic(gram, vector);
      RandomizedSvdTest.deflate(gram, vector, value);
      double response = 0.7 * Math.pow(Math.sqrt(value), 1.5);
      for (int one = 0; one < items; one++) {
        for (int other = 0; other < items && itemSums[one] > 0; other++) {
          double scale = Math.pow(itemSums[other] / itemSums[one], 0.3);
          filter[one][other] += response * scale * vector[one] * vector[other];
        }
      }
    }
    return filter;
  }
}
