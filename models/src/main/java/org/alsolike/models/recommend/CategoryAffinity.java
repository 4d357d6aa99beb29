package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Items;
import org.apache.spark.sql.Row;

/**
 * How much of what the customer holds lies in an item's category: a share, by affinity, of all held
 * items whose category is known. The item itself is left out, so that it tells of other items where
 * the item is held too. An item without a category is not scored, and neither is one beside which
 * nothing of a known category is held.
 *
 * @param categories a number per category, by item number; {@value #UNKNOWN} is unknown
 * @param size how many categories there are
 */
record CategoryAffinity(int[] categories, int size) implements Scorer {

  private static final int UNKNOWN = -1;

  /** One of so many items must have a category, else too little follows from those that have. */
  private static final int ONE_OF = 10;

  /** Whether a category is known of enough of the items that the history knows. Counts them. */
  static boolean known(History history) {
    boolean named =
        history
            .itemFeatures()
            .schema()
            .find(Items.CATEGORY.name())
            .filter(feature -> feature.type().equals(Items.CATEGORY.type()))
            .isPresent();
    if (!named) {
      return false;
    }
    Row counts =
        history.itemFeatures().rows().agg(count(lit(1)), count(Items.CATEGORY.col())).first();
    return counts.getLong(1) > 0 && ONE_OF * counts.getLong(1) >= counts.getLong(0);
  }

  static CategoryAffinity of(History history, Catalogue catalogue) {
    String[] categories = new String[catalogue.size()];
    var rows = history.itemFeatures().rows();
    for (Row row : rows.select(ItemFeatures.ITEM.name(), Items.CATEGORY.name()).collectAsList()) {
      int item = catalogue.number(row.getString(0));
      if (item >= 0) {
        categories[item] = row.getString(1);
      }
    }
    return of(Arrays.asList(categories));
  }

  /**
   * Of the categories of all items.
   *
   * @param categories by item number; null is unknown
   */
  static CategoryAffinity of(List<String> categories) {
    Map<String, Integer> numbers = new TreeMap<>();
    int[] numbered = new int[categories.size()];
    for (int item = 0; item < numbered.length; item++) {
      String category = categories.get(item);
      numbered[item] =
          category == null ? UNKNOWN : numbers.computeIfAbsent(category, next -> numbers.size());
    }
    return new CategoryAffinity(numbered, numbers.size());
  }

  @Override
  public void score(Profile profile, double[] scores) {
    double[] held = new double[size];
    double all = 0;
    for (int at = 0; at < profile.size(); at++) {
      if (tells(profile, at)) {
        held[categories[profile.items()[at]]] += profile.weights()[at];
        all += profile.weights()[at];
      }
    }
    if (all == 0) {
      return;
    }
    for (int item = 0; item < scores.length; item++) {
      if (categories[item] != UNKNOWN) {
        scores[item] = held[categories[item]] / all;
      }
    }
    for (int at = 0; at < profile.size(); at++) {
      if (tells(profile, at)) {
        int item = profile.items()[at];
        double own = profile.weights()[at];
        boolean alone = all == own;
        scores[item] =
            alone ? Double.NEGATIVE_INFINITY : (held[categories[item]] - own) / (all - own);
      }
    }
  }

  private boolean tells(Profile profile, int at) {
    return profile.weights()[at] > 0 && categories[profile.items()[at]] != UNKNOWN;
  }
}
