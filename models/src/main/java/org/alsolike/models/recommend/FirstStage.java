package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Who proposes candidates, and what is known about each of them.
 *
 * @param names of the recommenders, as features are called after them
 * @param scorers one per recommender
 * @param hints what else speaks for an item
 * @param related the scorer that tells what goes with the last order
 * @param depth how many candidates each proposes
 * @param signals what is known about the items
 */
record FirstStage(
    List<String> names,
    List<Scorer> scorers,
    Hints hints,
    Scorer related,
    int depth,
    ItemSignals signals)
    implements Serializable {

  /** The features of a candidate, in the order of {@link Proposals#write}. */
  List<String> features() {
    List<String> features = new ArrayList<>();
    for (String name : names) {
      features.add(name + "_score");
      features.add(name + "_rank");
      features.add(name + "_share");
    }
    features.add("proposed_by");
    for (String hint : hints.names()) {
      features.add(hint);
      features.add(hint + "_share");
    }
    features.addAll(Shopper.FEATURES);
    features.addAll(signals.names());
    features.add("goes_with_last_order");
    features.add("price_ratio");
    features.add("own_days_over_item_repeat_days");
    return features;
  }
}
