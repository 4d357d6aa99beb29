package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.alsolike.models.recommend.inprocess.TopK;

/**
 * The candidates of one customer after the other, and their features, in the same scratch arrays:
 * for one thread at a time.
 */
final class Proposals {

  private static final double NOT_PROPOSED = Double.NEGATIVE_INFINITY;
  private static final int LISTED = 1 << 20;

  private final FirstStage stage;
  private final double[][] scores;
  private final int[][] ranks;
  private final double[] best;
  private final double[][] hints;
  private final double[] bestHints;
  private final double[] related;
  private final TopK top;
  private final int[] candidates;
  private final int[] proposers;
  private int size;
  private Profile profile;
  private Shopper shopper;

  Proposals(FirstStage stage, int items) {
    this.stage = stage;
    int models = stage.scorers().size();
    scores = new double[models][items];
    ranks = new int[models][items];
    best = new double[models];
    hints = new double[stage.hints().scorers().size()][items];
    bestHints = new double[hints.length];
    related = new double[items];
    top = new TopK(Math.min(stage.depth(), items));
    candidates = new int[items];
    proposers = new int[items];
  }

  /** Lets every recommender score for a customer. */
  void score(Profile customer) {
    profile = customer;
    for (int model = 0; model < scores.length; model++) {
      Arrays.fill(scores[model], NOT_PROPOSED);
      stage.scorers().get(model).score(customer, scores[model]);
    }
    for (int hint = 0; hint < hints.length; hint++) {
      Arrays.fill(hints[hint], NOT_PROPOSED);
      stage.hints().scorers().get(hint).score(customer, hints[hint]);
      bestHints[hint] = largest(hints[hint]);
    }
    shopper = new Shopper(customer);
    Arrays.fill(related, NOT_PROPOSED);
    stage.related().score(shopper.lastOrder(), related);
  }

  private static double largest(double[] values) {
    double largest = NOT_PROPOSED;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Finds the candidates of the customer who was scored for, and returns how many there are. */
  int among(IntPredicate candidate) {
    size = 0;
    Arrays.fill(proposers, 0);
    for (int model = 0; model < scores.length; model++) {
      choose(model, candidate);
    }
    for (int at = 0; at < profile.size(); at++) {
      int own = profile.items()[at];
      if (profile.bought()[at] && profile.weights()[at] > 0 && candidate.test(own)) {
        add(own);
      }
    }
    Arrays.sort(candidates, 0, size);
    return size;
  }

  private void choose(int model, IntPredicate candidate) {
    Arrays.fill(ranks[model], 0);
    top.clear();
    double[] own = scores[model];
    double least = NOT_PROPOSED;
    for (int item = 0; item < own.length; item++) {
      if (own[item] >= least && own[item] != NOT_PROPOSED && candidate.test(item)) {
        top.offer(item, own[item]);
        least = top.least();
      }
    }
    best[model] = top.size() == 0 ? Double.NaN : top.score(0);
    for (int rank = 0; rank < top.size(); rank++) {
      int item = top.item(rank);
      ranks[model][item] = rank + 1;
      add(item);
      proposers[item]++;
    }
  }

  private void add(int item) {
    if (proposers[item] == 0) {
      candidates[size++] = item;
      proposers[item] = LISTED;
    }
  }

  /** The item number of a candidate; they ascend. */
  int item(int candidate) {
    return candidates[candidate];
  }

  /** The best rank that a recommender gave a candidate; one behind all ranks where none did. */
  int bestRank(int candidate) {
    int best = stage.depth() + 1;
    for (int[] ranked : ranks) {
      int rank = ranked[candidates[candidate]];
      best = rank > 0 ? Math.min(best, rank) : best;
    }
    return best;
  }

  /** Writes the values of {@link FirstStage#features} of a candidate. */
  void write(int candidate, float[] values, int from) {
    int item = candidates[candidate];
    int at = from;
    for (int model = 0; model < scores.length; model++) {
      double score = scores[model][item];
      int rank = ranks[model][item];
      values[at++] = known(score, 1);
      values[at++] = rank > 0 ? rank : Float.NaN;
      values[at++] = known(score, best[model]);
    }
    values[at++] = proposers[item] - LISTED;
    for (int hint = 0; hint < hints.length; hint++) {
      values[at++] = known(hints[hint][item], 1);
      values[at++] = known(hints[hint][item], bestHints[hint]);
    }
    at = shopper.write(item, values, at);
    for (float[] signal : stage.signals().values()) {
      values[at++] = signal[item];
    }
    values[at++] = related[item] == NOT_PROPOSED ? 0 : (float) related[item];
    float price = stage.signals().price(item);
    values[at++] = (float) (StrictMath.log1p(Math.max(0, price)) - shopper.price());
    values[at] = (float) (shopper.daysSince(item) / Math.max(1, stage.signals().repeatDays(item)));
  }

  private static float known(double score, double of) {
    return score == NOT_PROPOSED || of == 0 ? Float.NaN : (float) (score / of);
  }
}
