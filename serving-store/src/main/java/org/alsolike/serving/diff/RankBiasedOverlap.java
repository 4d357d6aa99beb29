package org.alsolike.serving.diff;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How alike two rankings are, from 0 (nothing in common) to 1 (equal), where what stands first
 * weighs most: extrapolated rank-biased overlap of rankings of any lengths (Webber, Moffat, Zobel
 * 2010, "A similarity measure for indefinite rankings", equation 32).
 *
 * @param persistence p of the paper, between 0 and 1: how likely a reader who has seen one rank
 *     looks at the next; with 0.9 the first ten ranks have 86 % of the weight
 */
public record RankBiasedOverlap(double persistence) {

  public RankBiasedOverlap {
    if (!(persistence > 0 && persistence < 1)) {
      throw new IllegalArgumentException(
          "persistence must be between 0 and 1, but is " + persistence);
    }
  }

  /** With persistence 0.9. */
  public static RankBiasedOverlap usual() {
    return new RankBiasedOverlap(0.9);
  }

  /**
   * @param one best first, each item once
   * @param other likewise
   */
  public double of(List<String> one, List<String> other) {
    boolean oneIsShorter = one.size() <= other.size();
    List<String> shorter = oneIsShorter ? one : other;
    List<String> longer = oneIsShorter ? other : one;
    if (shorter.isEmpty()) {
      return longer.isEmpty() ? 1 : 0;
    }
    Set<String> seenShorter = new HashSet<>();
    Set<String> seenLonger = new HashSet<>();
    int s = shorter.size();
    int l = longer.size();
    int overlap = 0;
    int overlapAtS = 0;
    double weight = 1;
    double sum = 0;
    for (int d = 1; d <= l; d++) {
      weight *= persistence;
      String next = longer.get(d - 1);
      seenLonger.add(next);
      overlap += seenShorter.contains(next) ? 1 : 0;
      if (d <= s) {
        String nextShorter = shorter.get(d - 1);
        seenShorter.add(nextShorter);
        overlap += seenLonger.contains(nextShorter) ? 1 : 0;
        overlapAtS = overlap;
      }
      double agreement = (double) overlap / d;
      double beyond = d > s ? (double) overlapAtS * (d - s) / ((double) s * d) : 0;
      sum += (agreement + beyond) * weight;
    }
    double rest = (double) (overlap - overlapAtS) / l + (double) overlapAtS / s;
    return (1 - persistence) / persistence * sum + rest * weight;
  }
}
