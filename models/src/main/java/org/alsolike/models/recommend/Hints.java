package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.tables.History;

/**
 * What else speaks for an item, beside the recommenders: it is told to the ranker, and proposes
 * nothing. All of it follows from what was known at the as-of.
 *
 * @param names as features are called after them
 * @param scorers one per name
 */
record Hints(List<String> names, List<Scorer> scorers) implements Serializable {

  /**
   * Of the first of each kind of recommender that there is something to learn from.
   *
   * @param recommenders those of the first stage
   */
  static Hints of(History history, Catalogue catalogue, List<Scorer> recommenders) {
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
    if (TitleWords.known(history)) {
      hints.put("title_words", TitleWords.of(history, catalogue));
    }
    return new Hints(List.copyOf(hints.keySet()), new ArrayList<>(hints.values()));
  }
}
