package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.junit.jupiter.api.Test;

class NdcgTest {

  @Test
  void discountsByRankAndCountsACustomerWithoutAListAsZero() {
    SparseMatrix taken =
        new SparseMatrix(9, new int[] {0, 2, 3}, new int[] {4, 7, 1}, new float[] {1, 1, 1});
    SyntheticShop shop = new SyntheticShop(taken, taken, null, null);
    // Item 7 comes second of two: 1 / log2(3), of 1 + 1 / log2(3) at best.
    double second = 1 / (Math.log(3) / Math.log(2));

    assertThat(Ndcg.of(new int[][] {{5, 7, 0}, null}, shop))
        .isCloseTo(second / (1 + second) / 2, within(1e-12));
    assertThat(Ndcg.of(new int[][] {{7, 4}, {1}}, shop)).isCloseTo(1, within(1e-12));
  }
}
