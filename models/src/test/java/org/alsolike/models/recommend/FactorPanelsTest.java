package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FactorPanelsTest {

  @Test
  void givesTheBitsOfAPlainSumOverTheRankInOrder() {
    int rank = 17;
    Random random = new Random(3);
    float[][] items = new float[130][rank];
    float[] customer = new float[rank];
    for (int factor = 0; factor < rank; factor++) {
      customer[factor] = random.nextFloat() - 0.5f;
      for (float[] item : items) {
        item[factor] = random.nextFloat() - 0.5f;
      }
    }

    double[] scores = new double[items.length];
    new FactorPanels(items, rank).multiply(customer, scores);

    for (int item = 0; item < items.length; item++) {
      float expected = 0;
      for (int factor = 0; factor < rank; factor++) {
        expected = Math.fma(customer[factor], items[item][factor], expected);
      }
      assertThat(scores[item]).isEqualTo(expected);
    }
  }
}
