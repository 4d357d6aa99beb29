package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What is said about items, as vectors of terms: each term is worth the logarithm of how rare it is
 * (Salton, Buckley 1988, "Term-weighting approaches in automatic text retrieval").
 *
 * @param terms of each item, by item number, ascending
 * @param holders of each term, the items that have it, ascending
 * @param worth of each term
 * @param lengths of the items' vectors; 0 where nothing is said that tells items apart
 */
record TermVectors(int[][] terms, int[][] holders, double[] worth, double[] lengths)
    implements Serializable {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST = 2;

  /** The distinct words of a text in capitals, ascending; of null none. */
  static String[] words(String text) {
    if (text == null) {
      return new String[0];
    }
    return BETWEEN_WORDS
        .splitAsStream(text.toUpperCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST)
        .distinct()
        .sorted()
        .toArray(String[]::new);
  }

  /**
   * @param terms by item number; distinct and ascending
   * @param weights by which a term's rarity is multiplied
   */
  static TermVectors of(List<String[]> terms, ToDoubleFunction<String> weights) {
    Map<String, Integer> counts = new TreeMap<>();
    terms.forEach(some -> Arrays.stream(some).forEach(term -> counts.merge(term, 1, Integer::sum)));
    Map<String, Integer> numbers = new TreeMap<>();
    counts.keySet().forEach(term -> numbers.put(term, numbers.size()));
    double described = terms.stream().filter(some -> some.length > 0).count();
    double[] worth = new double[counts.size()];
    counts.forEach(
        (term, in) ->
            worth[numbers.get(term)] =
                weights.applyAsDouble(term) * StrictMath.log(described / in));
    int[][] holders = counts.values().stream().map(in -> new int[in]).toArray(int[][]::new);
    int[] filled = new int[holders.length];
    int[][] numbered = new int[terms.size()][];
    double[] lengths = new double[terms.size()];
    for (int item = 0; item < numbered.length; item++) {
      numbered[item] = Arrays.stream(terms.get(item)).mapToInt(numbers::get).toArray();
      for (int term : numbered[item]) {
        holders[term][filled[term]++] = item;
      }
      lengths[item] = length(numbered[item], worth);
    }
    return new TermVectors(numbered, holders, worth, lengths);
  }

  private static double length(int[] terms, double[] worth) {
    double squares = 0;
    for (int term : terms) {
      squares += worth[term] * worth[term];
    }
    return Math.sqrt(squares);
  }

  /** Whether anything is said of the item that tells it from others. */
  boolean describe(int item) {
    return lengths[item] > 0;
  }

  /**
   * The mean over the held items, weighed by affinity, of their cosine with each item, by item
   * number. It is empty when nothing is said of what is held.
   */
  double[] likeness(Profile profile) {
    double[] liked = new double[worth.length];
    double weights = 0;
    for (int held = 0; held < profile.size(); held++) {
      double weight = profile.weights()[held];
      int item = profile.items()[held];
      if (weight > 0 && lengths[item] > 0) {
        weights += weight;
        for (int term : terms[item]) {
          liked[term] += weight * worth[term] / lengths[item];
        }
      }
    }
    return weights > 0 ? products(liked, weights) : new double[0];
  }

  private double[] products(double[] liked, double weights) {
    double[] products = new double[lengths.length];
    for (int term = 0; term < liked.length; term++) {
      double say = liked[term] * worth[term];
      if (say != 0) {
        for (int item : holders[term]) {
          products[item] += say;
        }
      }
    }
    for (int item = 0; item < products.length; item++) {
      if (products[item] != 0) {
        products[item] = products[item] / lengths[item] / weights;
      }
    }
    return products;
  }
}
