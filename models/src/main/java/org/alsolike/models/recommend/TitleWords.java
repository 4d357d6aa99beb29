package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Items;
import org.apache.spark.sql.Row;

/**
 * How much the words of an item's title are like those of what the customer holds: the mean over
 * the held items, weighed by affinity, of the cosine of their words, each worth the logarithm of
 * how rare it is (Salton, Buckley 1988, "Term-weighting approaches in automatic text retrieval").
 * An item without a title is not scored.
 *
 * @param words of each item, by item number, ascending
 * @param worth of each word
 * @param lengths of the items' vectors of words
 */
record TitleWords(int[][] words, double[] worth, double[] lengths) implements Scorer {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST = 2;

  /** Whether the shop's items have titles at all. */
  static boolean known(History history) {
    return history.itemFeatures().schema().find(Items.TITLE.name()).isPresent();
  }

  static TitleWords of(History history, Catalogue catalogue) {
    String[] titles = new String[catalogue.size()];
    var rows = history.itemFeatures().rows();
    for (Row row : rows.select(ItemFeatures.ITEM.name(), Items.TITLE.name()).collectAsList()) {
      int item = catalogue.number(row.getString(0));
      if (item >= 0) {
        titles[item] = row.getString(1);
      }
    }
    return of(Arrays.asList(titles));
  }

  /**
   * Of the titles of all items.
   *
   * @param titles by item number; null is unknown
   */
  static TitleWords of(List<String> titles) {
    List<String[]> split = titles.stream().map(TitleWords::split).toList();
    Map<String, Integer> holders = new TreeMap<>();
    split.forEach(
        words -> Arrays.stream(words).forEach(word -> holders.merge(word, 1, Integer::sum)));
    Map<String, Integer> numbers = new TreeMap<>();
    holders.keySet().forEach(word -> numbers.put(word, numbers.size()));
    double titled = split.stream().filter(words -> words.length > 0).count();
    double[] worth =
        holders.values().stream().mapToDouble(in -> StrictMath.log(titled / in)).toArray();
    int[][] words = new int[split.size()][];
    double[] lengths = new double[split.size()];
    for (int item = 0; item < words.length; item++) {
      words[item] = Arrays.stream(split.get(item)).mapToInt(numbers::get).toArray();
      lengths[item] = length(words[item], worth);
    }
    return new TitleWords(words, worth, lengths);
  }

  private static String[] split(String title) {
    if (title == null) {
      return new String[0];
    }
    return BETWEEN_WORDS
        .splitAsStream(title.toUpperCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST)
        .distinct()
        .sorted()
        .toArray(String[]::new);
  }

  private static double length(int[] words, double[] worth) {
    double squares = 0;
    for (int word : words) {
      squares += worth[word] * worth[word];
    }
    return Math.sqrt(squares);
  }

  @Override
  public void score(Profile profile, double[] scores) {
    double[] liked = new double[worth.length];
    double weights = 0;
    for (int held = 0; held < profile.size(); held++) {
      double weight = profile.weights()[held];
      int item = profile.items()[held];
      if (weight > 0 && lengths[item] > 0) {
        weights += weight;
        for (int word : words[item]) {
          liked[word] += weight * worth[word] / lengths[item];
        }
      }
    }
    for (int item = 0; weights > 0 && item < words.length; item++) {
      if (lengths[item] > 0) {
        double sum = 0;
        for (int word : words[item]) {
          sum += liked[word] * worth[word];
        }
        scores[item] = sum / lengths[item] / weights;
      }
    }
  }
}
