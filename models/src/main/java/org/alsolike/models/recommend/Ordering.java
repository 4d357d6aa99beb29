package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.alsolike.models.recommend.trees.Trees;
import org.alsolike.models.recommend.trees.Trial;

/**
 * How candidates are ordered: by a ranker or, where it was surely worse than the best recommender
 * on customers from whom it had not learned, by that recommender alone.
 *
 * @param ranker has no tree where the leader orders alone
 * @param features what the ranker looks at, by position; none where the leader orders alone
 * @param leader the best of the recommenders, as the feature names call it
 */
record Ordering(Trees ranker, List<String> features, String leader) implements Serializable {

  static final String SCORE = "_score";
  static final double PER_MILLION = 1e6;

  /** One recommender alone. */
  static Ordering by(String leader) {
    return new Ordering(NONE, List.of(), leader);
  }

  /**
   * Learns to order, and tries what was learned.
   *
   * @param models names of the recommenders
   * @param counts where to say how both did: NDCG in millionths
   */
  static Ordering learned(
      Lessons.Taught taught,
      BoostedRanker settings,
      List<String> models,
      SortedMap<String, Long> counts) {
    Trial trial = new Trial(taught.tried());
    String leader = models.get(0);
    for (String model : models) {
      boolean better = trial.of(model + SCORE).mean() > trial.of(leader + SCORE).mean();
      leader = better ? model : leader;
    }
    boolean nothingLearned = taught.learned().labels().length == 0;
    Trees ranker = nothingLearned ? NONE : settings.fit(taught.learned());
    Trial.Outcome alone = trial.of(leader + SCORE);
    Trial.Outcome together = trial.of(ranker);
    counts.put("leader_ndcg", millionths(alone.mean()));
    counts.put("ranker_ndcg", millionths(together.mean()));
    boolean worse = nothingLearned || alone.surelyBetterThan(together);
    counts.put("leader_orders_alone", worse ? 1L : 0L);
    return worse ? by(leader) : new Ordering(ranker, taught.learned().features(), leader);
  }

  private static final Trees NONE = new Trees(List.of());

  private static long millionths(double ndcg) {
    return Double.isNaN(ndcg) ? 0 : Math.round(ndcg * PER_MILLION);
  }

  /**
   * How scores follow from features.
   *
   * @param told the features of each candidate, by position
   */
  Scores scores(List<String> told) {
    int width = told.size();
    if (!ranker.isEmpty()) {
      if (!told.equals(features)) {
        throw new IllegalStateException(
            "the ranker must be told what it learned from, %s, but is told %s"
                .formatted(features, told));
      }
      return ranker.complete(width)::score;
    }
    int position = told.indexOf(leader + SCORE);
    return (rows, count, scores) -> {
      for (int row = 0; row < count; row++) {
        scores[row] = rows[row * width + position];
      }
    };
  }

  /** The higher the better; of NaN it says nothing. */
  @FunctionalInterface
  interface Scores {
    /**
     * @param rows features of candidates, row by row
     * @param count how many candidates
     * @param scores one per candidate, written
     */
    void write(float[] rows, int count, float[] scores);
  }
}
