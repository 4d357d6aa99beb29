package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  private static final int FEATURES = 8;
  private static final int ROWS = 12_000;

  /** The weights after the last step alone spread more than twice as far, 0.019. */
  @Test
  void ordersCustomersAlikeInWhateverOrderItVisitsRows() {
    assertThat(spread(noisy())).isLessThan(0.012);
  }

  /** Mean over rows of the deviation of their log-odds among seeds, in deviations among rows. */
  private static double spread(LearningRows rows) {
    List<double[]> values = rows.training().values();
    List<double[]> perSeed = new ArrayList<>();
    LogisticRegression defaults = LogisticRegression.defaults();
    for (long seed = 1; seed <= 5; seed++) {
      var trainer =
          new LogisticRegression(
              defaults.epochs(), defaults.learningRate(), defaults.batch(), seed);
      perSeed.add(Classifier.fit(trainer, rows).scores(values));
    }
    double amongSeeds =
        IntStream.range(0, values.size())
            .mapToDouble(row -> deviation(perSeed.stream().mapToDouble(s -> s[row]).toArray()))
            .average()
            .orElseThrow();
    return amongSeeds / deviation(perSeed.get(0));
  }

  private static double deviation(double[] values) {
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  /** Features that say much the same, as those of several windows do, and a chance outcome. */
  private static LearningRows noisy() {
    var random = new Random(7);
    var training = new LearningRows.Split(new ArrayList<>(), new ArrayList<>());
    for (int row = 0; row < ROWS; row++) {
      double keen = random.nextGaussian();
      double[] values = new double[FEATURES];
      Arrays.setAll(values, f -> keen + random.nextGaussian() / 2);
      double logOdds = keen + values[0] - values[1];
      training.add(values, random.nextDouble() < 1 / (1 + Math.exp(-logOdds)));
    }
    List<String> names = IntStream.range(0, FEATURES).mapToObj("feature_%d"::formatted).toList();
    return new LearningRows("buys_30d", names, training, training);
  }
}
