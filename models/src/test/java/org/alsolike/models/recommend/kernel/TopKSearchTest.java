package org.alsolike.models.recommend.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("c2")
class TopKSearchTest {

  /** Vectors, and what each list may not hold. */
  private record Problem(
      int rank, float[][] items, float[][] customers, int[][] own, BitSet excluded, int k) {

    static Problem random(int rank, int items, int customers, int k, Random random, Factors of) {
      BitSet excluded = new BitSet();
      random.ints(items / 10, 0, items).forEach(excluded::set);
      int[][] own = new int[customers][];
      Arrays.setAll(
          own,
          customer -> random.ints(random.nextInt(items), 0, items).sorted().distinct().toArray());
      return new Problem(
          rank, of.vectors(items, rank), of.vectors(customers, rank), own, excluded, k);
    }

    List<Selection> solvedBy(TopKKernel kernel) {
      float[] rows = new float[customers.length * rank];
      for (int customer = 0; customer < customers.length; customer++) {
        System.arraycopy(customers[customer], 0, rows, customer * rank, rank);
      }
      Selection[] best =
          Stream.generate(() -> new Selection(k)).limit(customers.length).toArray(Selection[]::new);
      new TopKSearch(kernel, ItemPanels.of(items, rank), excluded)
          .topK(rows, customers.length, own, best);
      return List.of(best);
    }

    /** By sorting all candidates' exact products. */
    List<Integer> expected(int customer) {
      return IntStream.range(0, items.length)
          .filter(item -> !excluded.get(item))
          .filter(item -> Arrays.stream(own[customer]).noneMatch(one -> one == item))
          .boxed()
          .sorted(
              Comparator.comparing((Integer item) -> -product(customer, item))
                  .thenComparing(item -> item))
          .limit(k)
          .toList();
    }

    double product(int customer, int item) {
      double sum = 0;
      for (int factor = 0; factor < rank; factor++) {
        sum += (double) customers[customer][factor] * items[item][factor];
      }
      return sum;
    }
  }

  @FunctionalInterface
  private interface Factors {
    double next();

    default float[][] vectors(int count, int rank) {
      float[][] vectors = new float[count][rank];
      for (float[] vector : vectors) {
        for (int factor = 0; factor < rank; factor++) {
          vector[factor] = (float) next();
        }
      }
      return vectors;
    }
  }

  static Stream<TopKKernel> everyKernel() {
    return Stream.of(
        TopKKernel.plain(),
        TopKKernel.fastest(),
        new VectorKernel(new Tile256(), "256 bits"),
        new VectorKernel(new Tile512(), "512 bits"));
  }

  /** Small whole numbers make many ties, and products that are exact however they are added. */
  @ParameterizedTest
  @MethodSource("everyKernel")
  void findsWhatSortingAllProductsFinds(TopKKernel kernel) {
    Random random = new Random(5);
    int[] ranks = {1, 2, 3, 4, 5, 8, 17, 64, 130};
    int[] itemCounts = {1, 2, 63, 64, 65, 128, 200, 513, 700};
    for (int round = 0; round < ranks.length; round++) {
      int batch = 1 + random.nextInt(14);
      int k = List.of(1, 3, 10, 1000).get(round % 4);
      int least = round % 2 == 0 ? -3 : 1;
      Problem problem =
          Problem.random(
              ranks[round],
              itemCounts[random.nextInt(itemCounts.length)],
              batch,
              k,
              random,
              () -> least + random.nextInt(4));

      assertEqualsSorting(problem, kernel);
    }
  }

  /** Of most items the vectors are too short to matter, and those of customers differ too. */
  @ParameterizedTest
  @MethodSource("everyKernel")
  void findsTheSameWhereItStopsBeforeShortVectors(TopKKernel kernel) {
    Random random = new Random(9);
    for (int round = 0; round < 4; round++) {
      Problem problem =
          Problem.random(3, 1500, 13, 5, random, () -> random.nextInt(4) * scale(random));

      assertEqualsSorting(problem, kernel);
    }
  }

  /** A power of two, so that products stay exact. */
  private static float scale(Random random) {
    return 1f / (1 << random.nextInt(7));
  }

  @ParameterizedTest
  @MethodSource("everyKernel")
  void prefersTheSmallerItemAmongEqualsThoughALongerVectorCameFirst(TopKKernel kernel) {
    float[][] items = new float[1000][];
    Arrays.setAll(items, item -> new float[] {1, item});
    Problem problem =
        new Problem(2, items, new float[][] {{1, 0}}, new int[][] {{2}}, new BitSet(), 3);

    assertThat(items(problem.solvedBy(kernel).get(0))).containsExactly(0, 1, 3);
  }

  @ParameterizedTest
  @MethodSource("everyKernel")
  void findsTheLeastNegativeWhenAllScoresAreNegative(TopKKernel kernel) {
    Problem problem =
        new Problem(
            1,
            new float[][] {{-3}, {-1}, {-2}, {-1}},
            new float[][] {{1}, {2}},
            new int[][] {{}, {1}},
            new BitSet(),
            3);

    var lists = problem.solvedBy(kernel);

    assertThat(items(lists.get(0))).containsExactly(1, 3, 2);
    assertThat(items(lists.get(1))).containsExactly(3, 2, 0);
    assertThat(lists.get(1).score(2)).isEqualTo(-6f);
  }

  @ParameterizedTest
  @MethodSource("everyKernel")
  void givesTheBitsOfOneProductAtATime(TopKKernel kernel) {
    Random random = new Random(11);
    for (int rank : new int[] {1, 7, 64, 99}) {
      Problem problem = Problem.random(rank, 150, 7, 150, random, random::nextGaussian);
      ItemPanels panels = ItemPanels.of(problem.items(), rank);

      var lists = problem.solvedBy(kernel);

      for (int customer = 0; customer < lists.size(); customer++) {
        Selection list = lists.get(customer);
        assertThat(list.size()).isEqualTo(problem.expected(customer).size());
        for (int at = 0; at < list.size(); at++) {
          assertThat(list.score(at))
              .isEqualTo(panels.product(problem.customers()[customer], 0, list.item(at)));
        }
      }
    }
  }

  @Test
  void choosesAmongAFewItemsWithoutTheExcluded() {
    BitSet excluded = new BitSet();
    excluded.set(3);
    var items = ItemPanels.of(new float[][] {{9}, {5}, {7}, {8}, {7}}, 1);
    Selection best = new Selection(2);

    new TopKSearch(TopKKernel.plain(), items, excluded)
        .topKAmong(new int[] {1, 2, 3, 4}, new float[] {-1, 2}, 1, best);

    assertThat(items(best)).containsExactly(2, 4);
    assertThat(best.score(0)).isEqualTo(14);
  }

  @Test
  void refusesScoresThatMightOverflowAndOwnItemsInDisorder() {
    var search =
        new TopKSearch(
            TopKKernel.plain(), ItemPanels.of(new float[][] {{1}, {1e30f}}, 1), new BitSet());
    Selection[] best = {new Selection(1)};

    assertThatThrownBy(() -> search.topK(new float[] {1e20f}, 1, new int[][] {{}}, best))
        .hasMessage(
            "the vector of customer 0 of the batch must give finite scores,"
                + " but its factors are too great or not finite");
    assertThatThrownBy(() -> search.topK(new float[] {1}, 1, new int[][] {{1, 0}}, best))
        .hasMessage("own items of customer 0 of the batch must ascend, but 1 comes before 0");
  }

  private static void assertEqualsSorting(Problem problem, TopKKernel kernel) {
    var lists = problem.solvedBy(kernel);
    for (int customer = 0; customer < lists.size(); customer++) {
      Selection list = lists.get(customer);
      assertThat(items(list))
          .as("customer %d of %d, rank %d", customer, lists.size(), problem.rank())
          .isEqualTo(problem.expected(customer));
      for (int at = 0; at < list.size(); at++) {
        assertThat((double) list.score(at)).isEqualTo(problem.product(customer, list.item(at)));
      }
    }
  }

  private static List<Integer> items(Selection best) {
    return IntStream.range(0, best.size()).mapToObj(best::item).toList();
  }
}
