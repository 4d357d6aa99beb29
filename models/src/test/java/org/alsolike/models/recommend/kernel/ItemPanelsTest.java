package org.alsolike.models.recommend.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemPanelsTest {

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
    ItemPanels panels = ItemPanels.of(items, rank);
    panels.multiply(customer, scores);

    for (int item = 0; item < items.length; item++) {
      float expected = 0;
      for (int factor = 0; factor < rank; factor++) {
        expected = Math.fma(customer[factor], items[item][factor], expected);
      }
      assertThat(scores[item]).isEqualTo(expected);
      assertThat(panels.product(customer, 0, item)).isEqualTo(expected);
    }
  }

  @Test
  void knowsWhichCustomersCouldOverflow() {
    ItemPanels panels = ItemPanels.of(new float[][] {{1e20f, -1}, {0, 1}}, 2);

    float[] customers = {1, 2, 1e19f, 0, 0, Float.NaN, Float.POSITIVE_INFINITY, 0};

    assertThat(panels.givesFiniteProducts(customers, 0)).isTrue();
    assertThat(panels.givesFiniteProducts(customers, 1)).isFalse();
    assertThat(panels.givesFiniteProducts(customers, 2)).isFalse();
    assertThat(panels.givesFiniteProducts(customers, 3)).isFalse();
  }

  @Test
  void refusesVectorsOfAnotherLengthAndFactorsThatAreNotFinite() {
    assertThatThrownBy(() -> ItemPanels.of(new float[][] {{1, 2}, {1}}, 2))
        .hasMessage("the vector of item 1 must have 2 factors, but has 1");
    assertThatThrownBy(() -> ItemPanels.of(new float[][] {{1, Float.NaN}}, 2))
        .hasMessage("factor 1 of item 0 must be finite, but is NaN");
  }
}
