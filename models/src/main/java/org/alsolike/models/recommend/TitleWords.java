package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.List;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.Items;
import org.apache.spark.sql.Row;

/**
 * How much the words of an item's title are like those of what the customer holds: the mean over
 * the held items, weighed by affinity, of the cosine of their words. An item without a title is not
 * scored.
 */
record TitleWords(TermVectors titles) implements Scorer {

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
    return new TitleWords(
        TermVectors.of(titles.stream().map(TermVectors::words).toList(), word -> 1));
  }

  @Override
  public void score(Profile profile, double[] scores) {
    double[] likeness = titles.likeness(profile);
    for (int item = 0; item < likeness.length; item++) {
      if (titles.describe(item)) {
        scores[item] = likeness[item];
      }
    }
  }
}
