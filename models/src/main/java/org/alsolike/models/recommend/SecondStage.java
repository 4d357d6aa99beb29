package org.alsolike.models.recommend;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Scores the first stage's candidates by what their order makes of their features. Those of which
 * it makes nothing follow behind, by the best rank that a recommender gave them.
 */
record SecondStage(FirstStage stage, Ordering ordering, int items) implements Scorer {

  @Override
  public Scorer forOneThread() {
    return new Walk(this);
  }

  @Override
  public void score(Profile profile, double[] scores) {
    forOneThread().score(profile, item -> true, scores);
  }

  private static final class Walk implements Scorer {
    private static final int BLOCK = 256;

    private final transient Ordering.Scores order;
    private final transient Proposals proposals;
    private final transient int width;
    private final transient float[] features;
    private final transient float[] found = new float[BLOCK];

    Walk(SecondStage shared) {
      List<String> names = shared.stage().features();
      order = shared.ordering().scores(names);
      proposals = new Proposals(shared.stage(), shared.items());
      width = names.size();
      features = new float[BLOCK * width];
    }

    @Override
    public void score(Profile profile, double[] scores) {
      score(profile, item -> true, scores);
    }

    @Override
    public void score(Profile profile, IntPredicate candidate, double[] scores) {
      proposals.score(profile);
      int size = proposals.among(candidate);
      double lowest = 0;
      for (int first = 0; first < size; first += BLOCK) {
        int count = Math.min(BLOCK, size - first);
        for (int at = 0; at < count; at++) {
          proposals.write(first + at, features, at * width);
        }
        order.write(features, count, found);
        for (int at = 0; at < count; at++) {
          if (!Float.isNaN(found[at])) {
            scores[proposals.item(first + at)] = found[at];
            lowest = Math.min(lowest, found[at]);
          }
        }
      }
      for (int at = 0; at < size; at++) {
        int item = proposals.item(at);
        if (scores[item] == Double.NEGATIVE_INFINITY) {
          scores[item] = lowest - proposals.bestRank(at);
        }
      }
    }
  }
}
