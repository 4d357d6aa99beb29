package org.alsolike.models.recommend;

import java.util.function.IntPredicate;
import org.alsolike.models.recommend.trees.Trees;

/** Scores the first stage's candidates by what the ranker makes of their features. */
record SecondStage(FirstStage stage, Trees ranker, int items) implements Scorer {

  @Override
  public Scorer forOneThread() {
    return new Walk(this);
  }

  @Override
  public void score(Profile profile, double[] scores) {
    forOneThread().score(profile, item -> true, scores);
  }

  private static final class Walk implements Scorer {
    private final transient SecondStage shared;
    private final transient Proposals proposals;
    private final transient float[] features;

    Walk(SecondStage shared) {
      this.shared = shared;
      proposals = new Proposals(shared.stage(), shared.items());
      features = new float[shared.stage().features().size()];
    }

    @Override
    public void score(Profile profile, double[] scores) {
      score(profile, item -> true, scores);
    }

    @Override
    public void score(Profile profile, IntPredicate candidate, double[] scores) {
      proposals.score(profile);
      int found = proposals.among(candidate);
      for (int at = 0; at < found; at++) {
        proposals.write(at, features, 0);
        scores[proposals.item(at)] = shared.ranker().score(features, 0);
      }
    }
  }
}
