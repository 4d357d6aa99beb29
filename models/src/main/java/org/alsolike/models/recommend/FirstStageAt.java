package org.alsolike.models.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.tables.Events;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The first stage of a blend at one moment.
 *
 * @param catalogue numbers the items that any of the recommenders knows
 */
record FirstStageAt(Catalogue catalogue, FirstStage stage) {

  /**
   * Reads the models into this process.
   *
   * @param models that propose, by the names of their features
   * @param history what was known at the moment
   * @param depth how many items each of them proposes
   * @param ofItems the hints that follow from what is known of the items, by name
   */
  static FirstStageAt of(
      Map<String, ScoringModel> models, History history, int depth, Set<String> ofItems) {
    Dataset<Row> items =
        models.values().stream()
            .map(model -> model.items().select(Events.ITEM.col()))
            .reduce(Dataset::union)
            .orElseThrow();
    Catalogue catalogue = Catalogue.of(items);
    List<Scorer> scorers = new ArrayList<>();
    Scorer related = null;
    for (ScoringModel model : models.values()) {
      Scorer scorer = model.scorer(catalogue);
      scorers.add(scorer);
      if (related == null && model.tier().equals("item-neighbours")) {
        related = scorer;
      }
    }
    return new FirstStageAt(
        catalogue,
        new FirstStage(
            List.copyOf(models.keySet()),
            scorers,
            Hints.of(history, catalogue, scorers, ofItems),
            related == null ? scorers.get(0) : related,
            depth,
            ItemSignals.of(history, catalogue)));
  }
}
