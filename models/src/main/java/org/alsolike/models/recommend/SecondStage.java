package org.alsolike.models.recommend;

import java.util.List;
import java.util.function.IntPredicate;

/** Scores the first stage's candidates by what their order makes of their features. */
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
    private final transient Ordering.Score score;
    private final transient Proposals proposals;
    private final transient float[] features;

    Walk(SecondStage shared) {
      List<String> names = shared.stage().features();
      score = shared.ordering().score(names);
      proposals = new Proposals(shared.stage(), shared.items());
      features = new float[names.size()];
    }

    @Override
    public void score(Profile profile, double[] scores) {
      score(profile, item -> true, scores);
    }

    @Override
    public void score(Profile profile, IntPredicate candidate, double[] scores) {
      proposals.score(profile);
      int size = proposals.among(candidate);
      for (int at = 0; at < size; at++) {
        proposals.write(at, features, 0);
        float found = score.of(features);
        if (!Float.isNaN(found)) {
          scores[proposals.item(at)] = found;
        }
      }
    }
  }
}
