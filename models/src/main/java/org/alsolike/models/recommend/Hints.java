package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.tables.History;

/**
 * What else speaks for an item, beside the recommenders: it is told to the ranker, and proposes
 * nothing. All of it follows from what was known at the as-of.
 *
 * @param names as features are called after them
 * @param scorers one per name
 */
record Hints(List<String> names, List<Scorer> scorers) implements Serializable {

  private static final String TITLE_WORDS = "title_words";
  private static final String CATEGORY_AFFINITY = "category_affinity";

  /**
   * The names of those that follow from what is known of the items, where it is known of enough of
   * them. A ranker is told the same hints of each moment that it learns from and later: they are
   * chosen once, by what is known at the last, and say nothing of a moment that knew nothing.
   */
  static Set<String> ofItems(History history) {
    Set<String> names = new TreeSet<>();
    if (TitleWords.known(history)) {
      names.add(TITLE_WORDS);
    }
    if (CategoryAffinity.known(history)) {
      names.add(CATEGORY_AFFINITY);
    }
    return names;
  }

  /**
   * Of the first of each kind of recommender that there is something to learn from.
   *
   * @param recommenders those of the first stage
   * @param ofItems the names of those that follow from what is known of the items; others are
   *     passed over
   */
  static Hints of(
      History history, Catalogue catalogue, List<Scorer> recommenders, Set<String> ofItems) {
    Map<String, Scorer> hints = new LinkedHashMap<>();
    for (Scorer recommender : recommenders) {
      if (recommender instanceof GraphFilter.Filtered filtered) {
        hints.computeIfAbsent(
            "next_bought", name -> NextBought.of(history, catalogue, filtered.filter()));
      }
      if (recommender instanceof ItemNeighbours.Graph graph) {
        hints.computeIfAbsent("nearest_held", name -> graph.nearest());
      }
    }
    if (ofItems.contains(TITLE_WORDS)) {
      hints.put(TITLE_WORDS, TitleWords.of(history, catalogue));
    }
    if (ofItems.contains(CATEGORY_AFFINITY)) {
      hints.put(CATEGORY_AFFINITY, CategoryAffinity.of(history, catalogue));
    }
    return new Hints(List.copyOf(hints.keySet()), new ArrayList<>(hints.values()));
  }
}
