package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorPanelsTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "255, 3", "256, 4", "257, 5", "600, 64"})
  void multipliesEachItemsVector(int items, int rank) {
    float[][] vectors = random(items, rank);
    float[] vector = random(1, rank)[0];

    float[] products = VectorPanels.ofItems(vectors, rank).multiply(vector);

    assertThat(products).hasSize(items);
    for (int item = 0; item < items; item++) {
      double product = 0;
      for (int factor = 0; factor < rank; factor++) {
        product += (double) vector[factor] * vectors[item][factor];
      }
      assertThat((double) products[item]).isCloseTo(product, within(1e-5 * rank));
    }
  }

  @Test
  void takesTheSameNumbersByFactor() {
    float[][] vectors = random(300, 7);
    float[][] rows = new float[7][300];
    for (int item = 0; item < 300; item++) {
      for (int factor = 0; factor < 7; factor++) {
        rows[factor][item] = vectors[item][factor];
      }
    }
    float[] vector = random(1, 7)[0];

    assertThat(VectorPanels.ofFactors(rows, 300).multiply(vector))
        .isEqualTo(VectorPanels.ofItems(vectors, 7).multiply(vector));
  }

  private static float[][] random(int rows, int columns) {
    Random random = new Random(31L * rows + columns);
    float[][] numbers = new float[rows][columns];
    for (float[] row : numbers) {
      for (int at = 0; at < columns; at++) {
        row[at] = random.nextFloat() - 0.5f;
      }
    }
    return numbers;
  }
}
