package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShopGeneratorTest {

  private static final SyntheticShop SHOP = ShopGenerator.generate(Size.S, 42);

  @Test
  void makesAsManyPairsAsTheSizeSays() {
    assertThat(SHOP.customers()).isEqualTo(10_000);
    assertThat(SHOP.items()).isEqualTo(5_000);
    assertThat(SHOP.train().indices()).hasSize(375_000);
  }

  @Test
  void holdsOutAtLeastOneItemOfEveryCustomerAndNoneThatTrainHas() {
    for (int customer = 0; customer < SHOP.customers(); customer++) {
      int[] held = SHOP.held(customer);
      assertThat(held).doesNotHaveDuplicates().isSorted();
      assertThat(SHOP.taken(customer)).isNotEmpty().doesNotHaveDuplicates();
      for (int item : SHOP.taken(customer)) {
        assertThat(Arrays.binarySearch(held, item)).isNegative();
      }
    }
  }

  @Test
  void sellsTheHundredthMostPopularItemFarLessThanTheFirst() {
    long[] sold = new long[SHOP.items()];
    for (int item : SHOP.train().indices()) {
      sold[item]++;
    }
    long[] ascending = Arrays.stream(sold).sorted().toArray();

    assertThat(ascending[SHOP.items() - 1]).isGreaterThan(3 * ascending[SHOP.items() - 100]);
    assertThat(ascending[SHOP.items() - 100]).isGreaterThan(3 * ascending[SHOP.items() - 2000]);
  }

  @Test
  void makesTheSameOfTheSameSeedAlone() {
    assertThat(ShopGenerator.generate(Size.S, 42).train().indices())
        .isEqualTo(SHOP.train().indices());
    assertThat(ShopGenerator.generate(Size.S, 43).train().indices())
        .isNotEqualTo(SHOP.train().indices());
  }

  @Test
  void foretellsWhatIsTakenByTheProductOfItsFactors() {
    assertThat(meanLikelihoodOfTaken()).isGreaterThan(5 * (1.0 / SHOP.items()));
  }

  /** Over items that are taken; of an item drawn blindly it is one by the number of items. */
  private static double meanLikelihoodOfTaken() {
    double sum = 0;
    long count = 0;
    for (int customer = 0; customer < SHOP.customers(); customer++) {
      for (int item : SHOP.taken(customer)) {
        for (int factor = 0; factor < SyntheticShop.RANK; factor++) {
          sum += SHOP.customerFactors()[customer][factor] * SHOP.itemFactors()[item][factor];
        }
        count++;
      }
    }
    return sum / count;
  }
}
