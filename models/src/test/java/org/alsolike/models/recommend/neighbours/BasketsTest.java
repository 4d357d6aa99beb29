package org.alsolike.models.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BasketsTest {

  private static final int ITEMS = 1000;

  /** One basket holds everything, and ten hold three items each. */
  private static Pairs aBotAndTenOthers(int bot) {
    int[] hashes = IntStream.range(0, 11).map(basket -> basket == bot ? 77 : 5).toArray();
    int[] baskets =
        IntStream.concat(
                IntStream.generate(() -> bot).limit(ITEMS),
                IntStream.range(0, 11).filter(b -> b != bot).flatMap(b -> IntStream.of(b, b, b)))
            .toArray();
    int[] items =
        IntStream.concat(IntStream.range(0, ITEMS), IntStream.range(0, 30).map(at -> at * 7))
            .toArray();
    return new Pairs(hashes, IntStream.range(0, ITEMS).toArray(), baskets, items);
  }

  private static long steps(Baskets baskets) {
    long steps = 0;
    for (int basket = 0; basket < baskets.count(); basket++) {
      steps += (long) baskets.size(basket) * baskets.size(basket);
    }
    return steps;
  }

  @Test
  void boundsWhatAHeavyCustomerCostsAndTellsWhatIsLeftOut() {
    Baskets whole = Baskets.of(aBotAndTenOthers(3), ITEMS);
    Baskets capped = Baskets.of(aBotAndTenOthers(3), 50);

    assertThat(whole.capped()).isZero();
    assertThat(steps(whole)).isEqualTo(1000 * 1000 + 10 * 9);
    assertThat(capped.capped()).isOne();
    assertThat(capped.leftOut()).isEqualTo(950);
    assertThat(capped.entries()).isEqualTo(50 + 30);
    assertThat(steps(capped)).isEqualTo(50 * 50 + 10 * 9);
  }

  @Test
  void drawsTheSameItemsHoweverBasketsAreNumbered() {
    int[] held = heldByTheBot(Baskets.of(aBotAndTenOthers(3), 50));

    assertThat(heldByTheBot(Baskets.of(aBotAndTenOthers(0), 50))).isEqualTo(held);
    // from all over the catalogue, not from its beginning
    assertThat(Arrays.stream(held).filter(item -> item >= ITEMS / 2).count()).isBetween(10L, 40L);
  }

  private static int[] heldByTheBot(Baskets baskets) {
    double[] together = new double[ITEMS];
    double[] weights = new double[baskets.count()];
    weights[baskets.count() - 1] = 1;
    IntStream.range(0, ITEMS).forEach(item -> baskets.addTogetherWith(item, weights, together));
    return IntStream.range(0, ITEMS).filter(item -> together[item] > 0).toArray();
  }

  @Test
  void countsAnItemOnceInABasket() {
    Baskets baskets =
        Baskets.of(
            new Pairs(new int[1], new int[3], new int[] {0, 0, 0, 0}, new int[] {2, 1, 2, 2}), 9);

    assertThat(baskets.entries()).isEqualTo(2);
    assertThat(baskets.with(2)).isOne();
    assertThat(baskets.with(0)).isZero();
  }
}
