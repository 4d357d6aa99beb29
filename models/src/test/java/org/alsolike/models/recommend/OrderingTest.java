package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.alsolike.models.recommend.trees.RankingRows;
import org.junit.jupiter.api.Test;

class OrderingTest {

  private static final List<String> FEATURES = List.of("good_score", "poor_score", "twist");
  private static final BoostedRanker RANKER = new BoostedRanker(30, 3, 0.3, 1, 1, 1, 1, 1);

  /**
   * Customers with ten candidates, of which they take one: the best by the good score or, where
   * {@code twisted}, by the good score times the twist.
   */
  private static RankingRows rows(int customers, long seed, boolean twisted) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[customers * 30];
    float[] labels = new float[customers * 10];
    List<Integer> groups = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      int best = customer * 10;
      double most = Double.NEGATIVE_INFINITY;
      for (int row = customer * 10; row < customer * 10 + 10; row++) {
        values[3 * row] = (float) random.nextDouble();
        values[3 * row + 1] = (float) random.nextDouble();
        values[3 * row + 2] = random.nextInt(2);
        double appeal = values[3 * row] + (twisted ? 2 * values[3 * row + 2] : 0);
        if (appeal > most) {
          most = appeal;
          best = row;
        }
      }
      labels[best] = 1;
      groups.add(10);
    }
    return new RankingRows(
        FEATURES, values, labels, groups.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Ordering learned(
      boolean learnedTwist, boolean triedTwist, SortedMap<String, Long> counts) {
    var taught = new Lessons.Taught(rows(300, 1, learnedTwist), rows(100, 2, triedTwist));
    return Ordering.learned(taught, RANKER, List.of("poor", "good"), counts);
  }

  @Test
  void followsTheRankerWhereItSeesMoreThanTheBestRecommender() {
    SortedMap<String, Long> counts = new TreeMap<>();
    Ordering ordering = learned(true, true, counts);

    assertThat(ordering.ranker().isEmpty()).isFalse();
    assertThat(counts.get("ranker_ndcg")).isGreaterThan(counts.get("leader_ndcg"));
    assertThat(score(ordering, 0.6f, 0, 1)).isGreaterThan(score(ordering, 0.7f, 0, 0));
  }

  @Test
  void letsTheBestRecommenderOrderAloneWhereTheRankerIsWorseOnOthers() {
    SortedMap<String, Long> counts = new TreeMap<>();
    Ordering ordering = learned(true, false, counts);

    assertThat(ordering.leader()).isEqualTo("good");
    assertThat(counts)
        .containsEntry("leader_orders_alone", 1L)
        .containsEntry("leader_ndcg", 1_000_000L);
    assertThat(score(ordering, 0.6f, 9, 1)).isEqualTo(0.6f);
    assertThat(score(ordering, Float.NaN, 9, 1)).isNaN();
  }

  @Test
  void refusesToOrderByOtherFeaturesThanItLearnedFrom() {
    Ordering ordering = learned(true, true, new TreeMap<>());

    assertThatThrownBy(() -> ordering.scores(List.of("poor_score", "good_score", "twist")))
        .hasMessage(
            "the ranker must be told what it learned from, [good_score, poor_score, twist],"
                + " but is told [poor_score, good_score, twist]");
  }

  private static float score(Ordering ordering, float... row) {
    float[] scores = new float[1];
    ordering.scores(FEATURES).write(row, 1, scores);
    return scores[0];
  }
}
