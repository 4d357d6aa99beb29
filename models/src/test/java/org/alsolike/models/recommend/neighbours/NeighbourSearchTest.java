package org.alsolike.models.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside sets that are compared pair by pair, with the formulas as their papers write them. */
class NeighbourSearchTest {

  private static final int ITEMS = 90;
  private static final double SHRINKAGE = 3;
  private static final double BETA = 0.6;
  private static final Similarity.Settings SETTINGS = new Similarity.Settings(SHRINKAGE, BETA);

  /** Popular items are in many baskets; a tenth of the baskets is large. */
  private static List<Set<Integer>> randomBaskets(long seed, int count) {
    Random random = new Random(seed);
    List<Set<Integer>> baskets = new ArrayList<>();
    for (int basket = 0; basket < count; basket++) {
      int size = 1 + random.nextInt(basket % 10 == 0 ? 60 : 8);
      Set<Integer> items = new HashSet<>();
      for (int at = 0; at < size; at++) {
        items.add((int) (ITEMS * Math.pow(random.nextDouble(), 3)));
      }
      baskets.add(items);
    }
    return baskets;
  }

  /** In a random order, some of them twice. */
  private static Pairs pairs(List<Set<Integer>> baskets, long seed) {
    List<int[]> pairs = new ArrayList<>();
    for (int basket = 0; basket < baskets.size(); basket++) {
      for (int item : baskets.get(basket)) {
        pairs.add(new int[] {basket, item});
        if (item % 7 == 0) {
          pairs.add(new int[] {basket, item});
        }
      }
    }
    Collections.shuffle(pairs, new Random(seed));
    return new Pairs(
        IntStream.range(0, baskets.size()).map(basket -> 31 * basket).toArray(),
        IntStream.range(0, ITEMS).toArray(),
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray());
  }

  private static Neighbours found(Similarity similarity, Pairs pairs, int kept, int threads) {
    Baskets baskets = Baskets.of(pairs, ITEMS);
    var source = NeighbourSearch.Source.of(baskets, similarity, SETTINGS, 1);
    return new NeighbourSearch(List.of(source), kept).find(threads);
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatComparingAllPairsFinds(Similarity similarity) {
    List<Set<Integer>> baskets = randomBaskets(5, 150);

    Neighbours found = found(similarity, pairs(baskets, 6), ITEMS, 1);

    int compared = 0;
    for (int item = 0; item < ITEMS; item++) {
      double[] expected = new double[ITEMS];
      for (int other = 0; other < ITEMS; other++) {
        expected[other] = other == item ? 0 : slow(similarity, baskets, item, other);
      }
      double[] actual = new double[ITEMS];
      for (int at = 0; at < found.items()[item].length; at++) {
        actual[found.items()[item][at]] = found.similarities()[item][at];
        compared++;
      }
      assertThat(actual).containsExactly(expected, within(1e-9));
    }
    assertThat(compared).isGreaterThan(2000);
  }

  private static double slow(
      Similarity similarity, List<Set<Integer>> baskets, int item, int other) {
    double n = baskets.size();
    double a = baskets.stream().filter(basket -> basket.contains(item)).count();
    double b = baskets.stream().filter(basket -> basket.contains(other)).count();
    List<Set<Integer>> both =
        baskets.stream().filter(basket -> basket.containsAll(Set.of(item, other))).toList();
    double c = both.size();
    return switch (similarity) {
      case COSINE -> c == 0 ? 0 : c / (Math.sqrt(a * b) + SHRINKAGE);
      case LOG_LIKELIHOOD -> {
        double g = 2 * (gain(c, a, b / n) + gain(b - c, n - a, b / n));
        yield c * n <= a * b ? 0 : g / (g + SHRINKAGE);
      }
      case RP3BETA -> {
        double walks = both.stream().mapToDouble(basket -> 1.0 / basket.size()).sum();
        double pairs = baskets.stream().mapToInt(Set::size).sum();
        double mean = pairs / ITEMS;
        yield c == 0 ? 0 : walks / (a + SHRINKAGE) / Math.pow(b / mean, BETA);
      }
    };
  }

  /**
   * Dunning 1993, section 4: by how much the logarithm of the likelihood of k hits in m trials
   * grows when their own rate takes the place of the common one.
   */
  private static double gain(double k, double m, double rate) {
    return logLikelihood(k, m, k / m) - logLikelihood(k, m, rate);
  }

  private static double logLikelihood(double k, double m, double p) {
    return (k == 0 ? 0 : k * Math.log(p)) + (k == m ? 0 : (m - k) * Math.log(1 - p));
  }

  @Test
  void tellsTheRatioOfDunningsTable() {
    // Dunning 1993, table 2: "the swiss": 110 times together, 2442 and 111 more apart, 29114
    // neither
    Likeness likeness =
        LogLikelihood.of(new int[] {110 + 2442, 110 + 111}, 110 + 2442 + 111 + 29114, 1);

    double ratio = likeness.of(110, 0, 1);
    assertThat(ratio / (1 - ratio)).isCloseTo(270.72, within(0.01));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheBestWithTiesToTheSmallerNumber(Similarity similarity) {
    Pairs pairs = pairs(randomBaskets(5, 150), 6);
    Neighbours all = found(similarity, pairs, ITEMS, 1);

    Neighbours few = found(similarity, pairs, 9, 1);

    for (int item = 0; item < ITEMS; item++) {
      int[] items = all.items()[item];
      double[] similarities = all.similarities()[item];
      List<Integer> best =
          IntStream.range(0, items.length)
              .boxed()
              .sorted(
                  Comparator.comparing((Integer at) -> -similarities[at])
                      .thenComparing(at -> items[at]))
              .limit(9)
              .map(at -> items[at])
              .toList();
      assertThat(Arrays.stream(few.items()[item]).boxed().toList()).isEqualTo(best);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameBitsForAnyThreadsAndAnyNumberingOfBaskets(Similarity similarity) {
    List<Set<Integer>> baskets = randomBaskets(5, 150);
    List<Set<Integer>> shuffled = new ArrayList<>(baskets);
    Collections.shuffle(shuffled, new Random(9));

    Neighbours one = found(similarity, pairs(baskets, 6), 20, 1);

    for (int threads : new int[] {2, 5}) {
      Neighbours other = found(similarity, pairs(shuffled, threads), 20, threads);
      assertThat(other.items()).isDeepEqualTo(one.items());
      assertThat(other.similarities()).isDeepEqualTo(one.similarities());
    }
  }

  @Test
  void addsTheSourcesByTheirShares() {
    Pairs first = pairs(randomBaskets(5, 60), 6);
    Pairs second = pairs(randomBaskets(7, 60), 8);
    Neighbours one = found(Similarity.COSINE, first, ITEMS, 1);
    Neighbours two = found(Similarity.COSINE, second, ITEMS, 1);

    Neighbours both =
        new NeighbourSearch(List.of(source(first, 0.75), source(second, 0.25)), ITEMS).find(1);

    for (int item = 0; item < ITEMS; item++) {
      double[] sums = new double[ITEMS];
      add(one, item, 0.75, sums);
      add(two, item, 0.25, sums);
      double[] added = new double[ITEMS];
      add(both, item, 1, added);
      assertThat(added).containsExactly(sums, within(1e-15));
    }
  }

  private static NeighbourSearch.Source source(Pairs pairs, double share) {
    return NeighbourSearch.Source.of(Baskets.of(pairs, ITEMS), Similarity.COSINE, SETTINGS, share);
  }

  private static void add(Neighbours found, int item, double share, double[] sums) {
    for (int at = 0; at < found.items()[item].length; at++) {
      sums[found.items()[item][at]] += share * found.similarities()[item][at];
    }
  }
}
