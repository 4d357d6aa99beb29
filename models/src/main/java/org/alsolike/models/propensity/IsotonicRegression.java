package org.alsolike.models.propensity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * The non-decreasing curve nearest to the outcomes by squares (pool adjacent violators; Zadrozny
 * and Elkan 2002), linear between the scores it was fitted on and level beyond them. Probabilities
 * keep 1 / (n + 2) away from 0 and 1 (n: calibration rows), so that no event is called impossible.
 *
 * @param scores rising
 * @param probabilities one per score, not falling
 */
record IsotonicRegression(List<Double> scores, List<Double> probabilities) implements Calibration {

  IsotonicRegression {
    scores = List.copyOf(scores);
    probabilities = List.copyOf(probabilities);
  }

  static IsotonicRegression fit(double[] scores, boolean[] outcomes) {
    double margin = 1.0 / (scores.length + 2);
    List<Double> knots = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (Block block : blocks(scores, outcomes)) {
      double height = Math.min(1 - margin, Math.max(margin, block.mean()));
      knots.add(block.first());
      heights.add(height);
      if (block.last() > block.first()) {
        knots.add(block.last());
        heights.add(height);
      }
    }
    return new IsotonicRegression(knots, heights);
  }

  /** Level stretches of the curve, from low scores to high. */
  static List<Block> blocks(double[] scores, boolean[] outcomes) {
    TreeMap<Double, Block> byScore = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i] + 0.0; // -0.0 and 0.0 are one score
      byScore.merge(score, new Block(score, score, outcomes[i] ? 1 : 0, 1), Block::with);
    }
    List<Block> rising = new ArrayList<>();
    for (Block next : byScore.values()) {
      Block block = next;
      while (!rising.isEmpty() && rising.get(rising.size() - 1).mean() >= block.mean()) {
        block = rising.remove(rising.size() - 1).with(block);
      }
      rising.add(block);
    }
    return rising;
  }

  @Override
  public double probability(double score) {
    int at = Collections.binarySearch(scores, score + 0.0);
    if (at >= 0) {
      return probabilities.get(at);
    }
    int right = -at - 1;
    if (right == 0) {
      return probabilities.get(0);
    }
    if (right == scores.size()) {
      return probabilities.get(right - 1);
    }
    double from = scores.get(right - 1);
    double share = (score - from) / (scores.get(right) - from);
    double low = probabilities.get(right - 1);
    return low + share * (probabilities.get(right) - low);
  }

  /** Neighbouring scores with one height: the share of their rows with the outcome. */
  record Block(double first, double last, long positives, long rows) {

    double mean() {
      return (double) positives / rows;
    }

    Block with(Block higher) {
      return new Block(first, higher.last, positives + higher.positives, rows + higher.rows);
    }
  }
}
