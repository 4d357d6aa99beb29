package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.function.IntPredicate;
import java.util.stream.StreamSupport;
import org.alsolike.models.recommend.inprocess.TopK;

/** Gives one customer's scores at a time, of which the best are chosen. */
@FunctionalInterface
interface Scorer extends Chooser {

  /**
   * Writes the score of each item that it proposes.
   *
   * @param scores by item number; all are {@link Double#NEGATIVE_INFINITY}, which stands for "not
   *     proposed", when the call is made
   */
  void score(Profile profile, double[] scores);

  /**
   * The same for one who looks at some items only, where that saves work.
   *
   * @param candidate whether an item number may be listed for this customer
   */
  default void score(Profile profile, IntPredicate candidate, double[] scores) {
    score(profile, scores);
  }

  /** One that may keep scratch space, for a thread that scores many customers. */
  default Scorer forOneThread() {
    return this;
  }

  @Override
  default Iterator<Chosen> choose(Iterator<Profile> customers, Wanted wanted) {
    OneByOne lists = new OneByOne(forOneThread(), wanted);
    var profiles = Spliterators.spliteratorUnknownSize(customers, 0);
    return StreamSupport.stream(profiles, false).map(lists::of).iterator();
  }

  /** Makes one list after the other in the same scratch arrays. */
  final class OneByOne {
    private static final double NOT_PROPOSED = Double.NEGATIVE_INFINITY;

    private final Scorer scorer;
    private final Wanted wanted;
    private final double[] scores;
    private final TopK best;

    OneByOne(Scorer scorer, Wanted wanted) {
      this.scorer = scorer;
      this.wanted = wanted;
      scores = new double[wanted.catalogue().size()];
      best = new TopK(wanted.k());
    }

    private Chosen of(Profile profile) {
      IntPredicate candidate = wanted.candidates(profile);
      Arrays.fill(scores, NOT_PROPOSED);
      scorer.score(profile, candidate, scores);
      best.clear();
      double least = NOT_PROPOSED;
      for (int item = 0; item < scores.length; item++) {
        boolean tooLow = scores[item] < least; // not a number is not too low, but refused
        if (!tooLow && scores[item] != NOT_PROPOSED && candidate.test(item)) {
          best.offer(item, number(item, profile));
          least = best.least();
        }
      }
      return Chosen.of(profile.customer(), best);
    }

    private double number(int item, Profile profile) {
      if (Double.isNaN(scores[item])) {
        throw new IllegalStateException(
            "%s gave item %s a score that is not a number for %s"
                .formatted(wanted.tier(), wanted.catalogue().id(item), profile.customer()));
      }
      return scores[item];
    }
  }
}
